import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { DocumentEvaluation } from '#engine/evaluation/documents.js';
import type { PadEvaluation } from '#engine/evaluation/pad/pad-figures.js';
import type { PairFigures } from '#engine/evaluation/pairs/pair-figures.js';
import { proportion } from '#engine/evaluation/proportion.js';
import { sha256 } from '#engine/evaluation/work/work-cache.js';
import { packageRoot } from '#engine/models/package-root.js';
import type { ListedFile } from './data-list.js';
import { readingFigures, setFigures, type AccuracyFigures } from './figures.js';
import { writeTables } from './tables.js';

export interface MeasureOptions {
  readonly files: readonly ListedFile[];
  /** The text of `data.csv`. */
  readonly list: string;
  /** Labels of the documents. */
  readonly documentsFile: string;
  /** Where the listed files lie. */
  readonly root: string;
  /** Tables and reports; work that is done is found here again. */
  readonly scratch: string;
  /** Rendered documents. */
  readonly renderings: number;
  /** Documents that are read at once. */
  readonly jobs: number;
  readonly onStep: (text: string) => void;
}

/** Folders of the reports below the scratch folder, which are published. */
export const reportFolders = ['faces', 'liveness', 'documents', 'renderings'] as const;

/** Seed and family that nobody develops with, and the day on which documents are drawn and read. */
const validation = { seed: 90_001, family: 'validation', now: '2026-11-22' } as const;

/** Measures everything by the commands that an operator has. Throws where one of them fails. */
export async function measure(options: MeasureOptions): Promise<AccuracyFigures> {
  const { files, list, root, scratch, onStep } = options;
  const at = (...parts: string[]): string => path.join(scratch, ...parts);
  const report = (folder: string): string[] => ['--out', at(folder), '--cache', at('cache', folder)];
  const jobs = ['--jobs', String(options.jobs), '--now', validation.now];
  const tables = await writeTables(files, at('tables'), root);

  onStep('faces: every pair …');
  const sets = [tables.press, tables.london, tables.together];
  await bonafide(['evaluate', 'pairs', ...sets, '--root', root, ...report('faces')]);
  onStep('pictures without a person …');
  const none = await bonafide(['evaluate', 'quality', ...tables.withoutFace, '--json']);
  onStep('liveness: every presentation …');
  await bonafide(['evaluate', 'pad', tables.presentations, '--root', root, ...report('liveness')]);
  onStep('documents: every open picture …');
  const open = ['evaluate', 'documents', options.documentsFile, '--root', path.join(root, 'documents')];
  await bonafide([...open, ...jobs, ...report('documents')]);
  onStep(`documents: ${options.renderings} renderings …`);
  const drawn = ['--generate', String(options.renderings), '--seed', String(validation.seed)];
  await bonafide(['samples', at('drawn'), ...drawn, '--family', validation.family, '--now', validation.now]);
  const rendered = ['evaluate', 'documents', at('drawn', 'truth.json'), '--root', at('drawn')];
  await bonafide([...rendered, ...jobs, ...report('renderings')]);

  const reported = async <T>(folder: string): Promise<T> =>
    JSON.parse(await readFile(at(folder, 'report.json'), 'utf8')) as T; // written a moment ago by our own commands
  const faces = await reported<{ models: Record<string, string>; sets: PairFigures[] }>('faces');
  const documents = await reported<DocumentEvaluation & { models: Record<string, string> }>('documents');
  const [press, london, together] = faces.sets.map(setFigures);
  const { withoutFace, pictures } = JSON.parse(none) as { withoutFace: string[]; pictures: number };
  const { threshold, bonaFide, attacks, otherPeople } = await reported<PadEvaluation>('liveness');
  return {
    data: { files: files.length, list: sha256(list) },
    models: { ...documents.models, ...faces.models },
    faces: { press: press!, london: london!, together: together! },
    facesWhereNone: proportion(pictures, pictures + withoutFace.length),
    documents: {
      open: readingFigures(documents),
      rendered: readingFigures(await reported<DocumentEvaluation>('renderings')),
    },
    renderings: { count: options.renderings, ...validation },
    liveness: { threshold, bonaFide, attacks, otherPeople },
  };
}

/** Runs the command line of this build; gives what it prints. Its progress goes to our own standard error. */
async function bonafide(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [path.join(packageRoot, 'dist', 'cli', 'main.js'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`bonafide ${args.slice(0, 2).join(' ')} ended with ${String(code)}`);
  return out;
}
