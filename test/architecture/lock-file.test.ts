import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

interface LockedPackage {
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

const lockFile = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../package-lock.json'), 'utf8')) as {
  readonly packages: Record<string, LockedPackage>;
};

/** Whether `name`, asked for by the package at `from`, is locked there or in a folder above. */
function isLocked(name: string, from: string): boolean {
  const below = from === '' ? '' : `${from}/`;
  if (lockFile.packages[`${below}node_modules/${name}`] !== undefined) return true;
  if (from === '') return false;
  const cut = from.lastIndexOf('/node_modules/');
  return isLocked(name, cut < 0 ? '' : from.slice(0, cut));
}

// npm writes a lock file without the binaries of platforms that its registry does not hold; `npm ci` then refuses it.
test('the lock file holds the packages of every platform', () => {
  const missing = Object.entries(lockFile.packages).flatMap(([from, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !isLocked(name, from))
      .map((name) => `${from} needs ${name}`),
  );
  expect(missing).toEqual([]);
});
