import type { Command } from 'commander';
import { ZodError } from 'zod';
import type { CliContext } from '#cli/context.js';
import { documentReport } from '#cli/document-report.js';
import { readNamedFile, UsageError } from '#cli/files.js';
import { wholeNumber } from '#cli/whole-number.js';
import { createEngineParts } from '#engine/create-engine-tasks.js';
import { evaluateDocuments, type DocumentEvaluation } from '#engine/evaluation/documents.js';
import type { DocumentTruth } from '#engine/evaluation/documents/document-truth.js';
import { evaluatePicture } from '#engine/evaluation/documents/evaluate-picture.js';
import { createEvaluationPool } from '#engine/evaluation/documents/evaluation-pool.js';
import { pictureFaults } from '#engine/evaluation/documents/picture-faults.js';
import type { PictureScore } from '#engine/evaluation/documents/score-picture.js';
import { loadModels } from '#engine/models/model-store.js';

interface EvaluateDocumentsCommand {
  readonly root: string;
  readonly limit?: number;
  readonly jobs: number;
  readonly failures?: true;
  readonly json?: true;
}

/** `bonafide evaluate documents`. */
export function registerEvaluateDocuments(evaluate: Command, context: CliContext): void {
  evaluate
    .command('documents')
    .description('what is read exactly, wrongly and not at all')
    .argument('<truth.json>', 'labels: file, mrz, visualZone, documents')
    .requiredOption('--root <dir>', 'folder that the names of the pictures start from')
    .option('--limit <count>', 'only the first pictures', wholeNumber)
    .option('--jobs <count>', 'pictures that are read at once, each by nets of its own', wholeNumber, 1)
    .option('--failures', 'say of each picture what went wrong: expected and got')
    .option('--json', 'print the figures as JSON')
    .action(async (truthFile: string, options: EvaluateDocumentsCommand) => {
      const { terminal } = context;
      await readNamedFile(truthFile);
      if (options.jobs < 1) throw new UsageError('--jobs: at least 1');
      terminal.progress('loading the models …');
      const engine = await openEngine(options, context);
      try {
        const { evaluation, pictures } = await evaluateDocuments({
          truthFile,
          evaluate: engine.evaluate,
          jobs: options.jobs,
          ...(options.limit === undefined ? {} : { limit: options.limit }),
          onPicture: ({ file }, done, total) => terminal.progress(`${done} of ${total}: ${file}`),
        });
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
  readonly evaluate: (truth: DocumentTruth) => Promise<PictureScore>;
  readonly close: () => Promise<void>;
}

async function openEngine({ root, jobs }: EvaluateDocumentsCommand, context: CliContext): Promise<EvaluationEngine> {
  const modelsDirectory = context.modelsDirectory();
  const now = new Date(context.now());
  // Also prepares the models once, before workers look for them.
  const models = await loadModels({ modelsDirectory });
  if (jobs > 1) {
    const workerFile = new URL('../../engine/evaluation/documents/worker.js', import.meta.url).href;
    return createEvaluationPool({ workerFile, modelsDirectory, workers: jobs, root, now });
  }
  const { documentReader: reader } = await createEngineParts({ models });
  const clock = (): number => performance.now();
  return { evaluate: (truth) => evaluatePicture(truth, { root, reader, now, clock }), close: async () => undefined };
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
