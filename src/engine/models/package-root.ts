import { existsSync } from 'node:fs';
import path from 'node:path';

/** The name of this package: what a model card gives as the source of a net of our own. */
export const packageName = 'bonafide-server';

/** The folder of this package's own package.json, the same whether the code runs from src/ or from dist/. */
export const packageRoot: string = findPackageRoot(import.meta.dirname);

function findPackageRoot(folder: string): string {
  if (existsSync(path.join(folder, 'package.json'))) return folder;
  const parent = path.dirname(folder);
  if (parent === folder) throw new Error(`no package.json above the code of ${packageName}`);
  return findPackageRoot(parent);
}
