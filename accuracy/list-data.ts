import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { parseTable } from '#cli/csv.js';
import type { DataUse, ListedFile } from './data-list.js';

const indexSchema = z.array(
  z.object({
    file: z.string(),
    source: z.string(),
    path: z.string(),
    licence: z.string(),
    consent: z.string().optional(),
    sha256: z.string(),
    labels: z
      .object({
        set: z.string(),
        identity: z.string().optional(),
        gender: z.string().nullish(),
        ethnicity: z.string().nullish(),
        expression: z.string().optional(),
      })
      .optional(),
  }),
);

/** Sets of the index that go into a use as they are. */
const usesOfSets: Readonly<Record<string, DataUse>> = {
  london: 'london',
  lfw10: 'press',
  celeb5: 'press',
  'no-face': 'no-face',
};

/**
 * The list of files from a data folder that holds them with `index.json`, `documents/truth.json` and the tables of
 * presentations in `pad`. For maintainers: whoever only repeats the figures reads `docs/accuracy/data.csv`.
 */
export async function listData(root: string): Promise<ListedFile[]> {
  const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(path.join(root, name), 'utf8'));
  const index = indexSchema.parse(await read('index.json'));
  const documents = indexSchema.parse(await read('documents/truth.json'));
  const presentations = new Map<string, { readonly species: string; readonly subject: string }>();
  for (const table of ['pad/list.csv', 'pad/wide-live.csv']) {
    const rows = parseTable(await readFile(path.join(root, table), 'utf8'), table, [
      'file',
      'live',
      'species',
      'subject',
    ]);
    for (const { file, live, species, subject } of rows) {
      presentations.set(file!, { species: live === '1' ? 'bona-fide' : species!, subject: subject! });
    }
  }
  const inFolder = documents.map((document) => ({ ...document, file: `documents/${document.file}` }));
  const listed: ListedFile[] = [];
  for (const { file, source, path: placeThere, licence, consent, sha256, labels } of [...index, ...inFolder]) {
    const shown = presentations.get(file);
    const uses: DataUse[] = [
      ...(labels === undefined ? (['document'] as const) : [usesOfSets[labels.set] ?? []].flat()),
      ...(shown === undefined ? [] : (['presentation'] as const)),
    ];
    if (uses.length === 0) continue;
    const [repository, commit] = source.split('@');
    listed.push({
      file,
      uses,
      repository: repository!,
      commit: commit ?? '',
      path: placeThere,
      bytes: (await stat(path.join(root, file))).size,
      sha256,
      licence,
      consent: consent ?? 'specimens of issuing states and templates: no person concerned',
      subject: labels?.identity ?? shown?.subject ?? '',
      group: labels?.gender && labels.ethnicity ? `${labels.gender}-${labels.ethnicity}` : '',
      expression: labels?.expression ?? '',
      species: shown?.species ?? '',
    });
  }
  return listed.sort((left, right) => (left.file < right.file ? -1 : 1));
}
