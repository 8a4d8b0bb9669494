import path from 'node:path';
import type { Command } from 'commander';
import { ZodError } from 'zod';
import type { CliContext } from '#cli/context.js';
import { documentReport } from '#cli/document-report.js';
import { openWork } from '#cli/evaluation/open-work.js';
import { withReportOptions, type ReportOptions } from '#cli/evaluation/report-options.js';
import { writeReport } from '#cli/evaluation/write-report.js';
import { readNamedFile, UsageError } from '#cli/files.js';
import { isoDate } from '#cli/iso-date.js';
import { wholeNumber } from '#cli/whole-number.js';
import { createEngineParts } from '#engine/create-engine-tasks.js';
import { evaluateDocuments, type DocumentEvaluation } from '#engine/evaluation/documents.js';
import type { DocumentTruth } from '#engine/evaluation/documents/document-truth.js';
import { evaluatePicture } from '#engine/evaluation/documents/evaluate-picture.js';
import { createEvaluationPool } from '#engine/evaluation/documents/evaluation-pool.js';
import { pictureFaults } from '#engine/evaluation/documents/picture-faults.js';
import type { PictureScore } from '#engine/evaluation/documents/score-picture.js';
import { documentsReport } from '#engine/evaluation/report/documents-report.js';
import { sha256 } from '#engine/evaluation/work/work-cache.js';
import { loadModels } from '#engine/models/model-store.js';

interface EvaluateDocumentsCommand extends ReportOptions {
  readonly root: string;
  readonly limit?: number;
  readonly jobs: number;
  readonly failures?: true;
  readonly now?: Date;
}

/** `bonafide evaluate documents`. */
export function registerEvaluateDocuments(evaluate: Command, context: CliContext): void {
  withReportOptions(
    evaluate
      .command('documents')
      .description('what is read exactly, wrongly and not at all')
      .argument('<truth.json>', 'labels: file, mrz, visualZone, documents')
      .requiredOption('--root <dir>', 'folder that the names of the pictures start from')
      .option('--limit <count>', 'only the first pictures', wholeNumber)
      .option('--jobs <count>', 'pictures that are read at once, each by nets of its own', wholeNumber, 1)
      .option('--now <date>', 'the day on which they are read, YYYY-MM-DD; default: today', isoDate)
      .option('--failures', 'say of each picture what went wrong: expected and got'),
  ).action(async (truthFile: string, options: EvaluateDocumentsCommand) => {
    const { terminal } = context;
    const labels = sha256(await readNamedFile(truthFile));
    if (options.jobs < 1) throw new UsageError('--jobs: at least 1');
    terminal.progress('loading the models …');
    const engine = await openEngine(options, context);
    try {
      const work = await openWork(options, context, { kind: 'documents', models: JSON.stringify(engine.models) });
      const fileOf = (file: string): string => path.join(options.root, file);
      // A year is enough of the day: of what is scored, only the centuries of dates follow from it.
      const year = (options.now ?? new Date(context.now())).getUTCFullYear();
      const { evaluation, pictures } = await evaluateDocuments({
        truthFile,
        evaluate: (truth) => work.on(fileOf(truth.file), () => engine.evaluate(truth), JSON.stringify([truth, year])),
        jobs: options.jobs,
        ...(options.limit === undefined ? {} : { limit: options.limit }),
        onPicture: ({ file }, done, total) => terminal.progress(`${done} of ${total}: ${file}`),
      });
      if (options.out !== undefined) {
        const data = { files: work.digestOf(pictures.map(({ file }) => fileOf(file))), labels };
        const madeAt = new Date(context.now()).toISOString();
        const { models } = engine;
        await writeReport(options.out, documentsReport({ evaluation, pictures, models, data, madeAt }), context);
      }
      terminal.out(printed(evaluation, pictures, options));
    } catch (error) {
      if (error instanceof ZodError || error instanceof SyntaxError) {
        throw new UsageError(`${truthFile}: not the format of docs/command-line.md: ${error.message}`);
      }
      throw error;
    } finally {
      await engine.close();
    }
  });
}

interface EvaluationEngine {
  /** Digests by name. */
  readonly models: Readonly<Record<string, string>>;
  readonly evaluate: (truth: DocumentTruth) => Promise<PictureScore>;
  readonly close: () => Promise<void>;
}

async function openEngine(
  { root, jobs, now: day }: EvaluateDocumentsCommand,
  context: CliContext,
): Promise<EvaluationEngine> {
  const modelsDirectory = context.modelsDirectory();
  const now = day ?? new Date(context.now());
  // Also prepares the models once, before workers look for them.
  const loaded = await loadModels({ modelsDirectory });
  const models = Object.fromEntries([...loaded].map(([id, { card }]) => [id, card.onnxSha256]));
  if (jobs > 1) {
    const workerFile = new URL('../../engine/evaluation/documents/worker.js', import.meta.url).href;
    return { models, ...createEvaluationPool({ workerFile, modelsDirectory, workers: jobs, root, now }) };
  }
  const { documentReader: reader } = await createEngineParts({ models: loaded });
  const clock = (): number => performance.now();
  return {
    models,
    evaluate: (truth) => evaluatePicture(truth, { root, reader, now, clock }),
    close: async () => undefined,
  };
}

function printed(
  evaluation: DocumentEvaluation,
  pictures: readonly PictureScore[],
  { json, failures }: EvaluateDocumentsCommand,
): string {
  const faulty = pictures.flatMap((picture) => {
    const faults = pictureFaults(picture);
    return faults.length === 0
      ? []
      : [{ file: picture.file, recipe: picture.recipe, readable: picture.readable, faults }];
  });
  if (json) return JSON.stringify(failures ? { ...evaluation, pictures: faulty } : evaluation, null, 2);
  const report = documentReport(evaluation);
  if (!failures) return report;
  const lines = faulty.flatMap(({ file, recipe, readable, faults }) => [
    [file, recipe, readable === false ? 'not readable' : null].filter((word) => word !== null).join(', '),
    ...faults.map((fault) => `  ${fault}`),
  ]);
  return [...lines, '', report].join('\n');
}
