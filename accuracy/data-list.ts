import { parseTable } from '#cli/csv.js';

/** What a listed file is measured for. */
export const dataUses = ['press', 'london', 'presentation', 'document', 'no-face'] as const;
export type DataUse = (typeof dataUses)[number];

/** One row of `docs/accuracy/data.csv`: an open file that a figure rests on, where it comes from, and what it shows. */
export interface ListedFile {
  /** Place below the data folder, `/` between its parts. */
  readonly file: string;
  readonly uses: readonly DataUse[];
  /** `owner/name` of the public repository. */
  readonly repository: string;
  /** 40 hex digits. */
  readonly commit: string;
  /** Path inside the repository. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly licence: string;
  readonly consent: string;
  /** Who is shown; empty where nobody is, or nobody knows. */
  readonly subject: string;
  /** Sex and ethnicity as the person stated them, `female-white`; empty where that is not known. */
  readonly group: string;
  /** `neutral` or `smile`; empty for others. */
  readonly expression: string;
  /** Presentation attack instrument species; `bona-fide` for none, empty where the file is no presentation. */
  readonly species: string;
}

export const dataColumns = [
  'file',
  'uses',
  'repository',
  'commit',
  'path',
  'bytes',
  'sha256',
  'licence',
  'consent',
  'subject',
  'group',
  'expression',
  'species',
] as const satisfies readonly (keyof ListedFile)[];

/** Reads `data.csv`. Throws `UsageError` for another form, and an `Error` that names the row for a value that cannot be. */
export function readDataList(text: string, name: string): ListedFile[] {
  return parseTable(text, name, dataColumns).map((row, index) => {
    const cell = (column: (typeof dataColumns)[number]): string => row[column] ?? '';
    const wrong = (why: string): Error => new Error(`${name}: row ${index + 1}: ${why}`);
    const uses = cell('uses')
      .split(' ')
      .map((word) => dataUses.find((use) => use === word) ?? fail(wrong(`unknown use "${word}"`)));
    const file = cell('file');
    // The list decides where files are written: nothing above the folder.
    if (!/^[\w@.-]+(\/[\w@.-]+)*$/.test(file) || file.split('/').includes('..'))
      throw wrong(`"${file}" is no file name`);
    if (!/^[0-9a-f]{40}$/.test(cell('commit'))) throw wrong('commit must be 40 hex digits');
    if (!/^[0-9a-f]{64}$/.test(cell('sha256'))) throw wrong('sha256 must be 64 hex digits');
    const bytes = Number(cell('bytes'));
    if (!Number.isInteger(bytes) || bytes < 1) throw wrong('bytes must be a whole number');
    return {
      file,
      uses,
      repository: cell('repository'),
      commit: cell('commit'),
      path: cell('path'),
      bytes,
      sha256: cell('sha256'),
      licence: cell('licence'),
      consent: cell('consent'),
      subject: cell('subject'),
      group: cell('group'),
      expression: cell('expression'),
      species: cell('species'),
    };
  });
}

/** The text of `data.csv`. Cells hold no commas: they would need quotes, which the tables of this project do not have. */
export const writeDataList = (files: readonly ListedFile[]): string =>
  [
    dataColumns.join(','),
    ...files.map((file) =>
      dataColumns
        .map((column) => (column === 'uses' ? file.uses.join(' ') : String(file[column]).replaceAll(',', ';')))
        .join(','),
    ),
    '',
  ].join('\n');

function fail(error: Error): never {
  throw error;
}
