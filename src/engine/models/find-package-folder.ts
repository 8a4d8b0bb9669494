import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { packageName as ownName, packageRoot } from '#engine/models/package-root.js';

/**
 * The folder of an installed npm package (or of this one, by its name), or null. Looks where Node would, but for the folder itself: the packages that
 * carry models do not export their package.json.
 */
export function findPackageFolder(packageName: string): string | null {
  if (packageName === ownName) return packageRoot;
  const folders = createRequire(import.meta.url).resolve.paths(packageName) ?? [];
  for (const folder of folders) {
    const candidate = path.join(folder, packageName);
    if (existsSync(path.join(candidate, 'package.json'))) return candidate;
  }
  return null;
}
