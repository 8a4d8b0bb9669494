import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { thumbnailUrl } from '#engine/decode/thumbnail.js';
import type { PairFigures } from '#engine/evaluation/pairs/pair-figures.js';

/** Twice the size at which the report shows them. */
const sidePixels = 208;

/** Small copies of the pictures of the worst errors, by name; they go into the report of this machine and nowhere else. */
export async function thumbnailsOf(
  sets: readonly Pick<PairFigures, 'worst'>[],
  root: string,
): Promise<(file: string) => string | null> {
  const pairs = sets.flatMap(({ worst }) => [...worst.nonMated, ...worst.mated]);
  const urls = new Map<string, string | null>();
  for (const file of new Set(pairs.flatMap(({ a, b }) => [a, b]))) {
    urls.set(file, await thumbnailUrl(await readFile(path.join(root, file)), sidePixels));
  }
  return (file) => urls.get(file) ?? null;
}
