import { readFileSync } from 'node:fs';
import path from 'node:path';

export const notBuilt = 'The pages are not built on this server. Its operator builds them with: npm run build\n';

/** The HTML of a page whose files are served below `<root>/assets/`; `root`: as browsers see it, without a trailing slash. */
export type BuiltPage = (root: string) => string;

/** The page that was built into a folder; null: there is none. */
export function readBuiltPage(directory: string | null): BuiltPage | null {
  if (directory === null) return null;
  try {
    const html = readFileSync(path.join(directory, 'index.html'), 'utf8');
    // Built without knowing where it will be served, and served at more than one depth.
    return (root) => html.replaceAll('"./assets/', `"${root}/assets/`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null; // Node's own errors have a code
    throw error;
  }
}
