import { readFileSync } from 'node:fs';
import path from 'node:path';

export const notBuilt = 'The pages are not built on this server. Its operator builds them with: npm run build\n';

/** The shell of the pages that were built into a folder; null: there is none. */
export function readBuiltPage(webDirectory: string): string | null {
  try {
    return readFileSync(path.join(webDirectory, 'index.html'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null; // Node's own errors have a code
    throw error;
  }
}
