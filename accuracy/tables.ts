import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { csvText } from '#engine/evaluation/report/csv-text.js';
import type { ListedFile } from './data-list.js';
import { londonPairs, presentations, pressPairs, togetherPairs } from './label-tables.js';

/** Where the tables lie that the commands of `evaluate` take. */
export interface Tables {
  readonly press: string;
  readonly london: string;
  /** Both, and every press photo against every neutral picture of the London set. */
  readonly together: string;
  readonly presentations: string;
  /** Pictures, not a table. */
  readonly withoutFace: readonly string[];
}

/** Writes the list's labels as the tables of `bonafide evaluate` into a folder. */
export async function writeTables(files: readonly ListedFile[], folder: string, root: string): Promise<Tables> {
  const subjects = new Map(files.map(({ file, subject }) => [file, subject]));
  const tables: Tables = {
    press: path.join(folder, 'press.csv'),
    london: path.join(folder, 'london.csv'),
    together: path.join(folder, 'together.csv'),
    presentations: path.join(folder, 'presentations.csv'),
    withoutFace: files.filter(({ uses }) => uses.includes('no-face')).map(({ file }) => path.join(root, file)),
  };
  const pairTable = (pairs: ReturnType<typeof pressPairs>): string =>
    csvText([
      ['a', 'b', 'same', 'group', 'identity_a', 'identity_b'],
      ...pairs.map(({ a, b, same, group }) => [a, b, same ? 1 : 0, group, subjects.get(a), subjects.get(b)]),
    ]);
  await mkdir(folder, { recursive: true });
  await writeFile(tables.press, pairTable(pressPairs(files)));
  await writeFile(tables.london, pairTable(londonPairs(files)));
  await writeFile(tables.together, pairTable(togetherPairs(files)));
  await writeFile(
    tables.presentations,
    csvText([
      ['file', 'live', 'species', 'subject'],
      ...presentations(files).map(({ file, species, subject }) => [file, species === null ? 1 : 0, species, subject]),
    ]),
  );
  return tables;
}
