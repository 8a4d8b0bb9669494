import path from 'node:path';
import type { Command } from 'commander';
import { ZodError } from 'zod';
import type { CliContext } from '#cli/context.js';
import { parseTable } from '#cli/csv.js';
import { documentReport } from '#cli/document-report.js';
import { readNamedFile, UsageError } from '#cli/files.js';
import { pairReport } from '#cli/pair-report.js';
import { shippedOperatingPoint } from '#engine/compare/operating-point.js';
import { createEngineParts } from '#engine/create-engine-tasks.js';
import { evaluateDocuments } from '#engine/evaluation/documents.js';
import { evaluatePairs } from '#engine/evaluation/evaluate-pairs.js';
import { LabelError, type LabelledPair } from '#engine/evaluation/labelled-pair.js';
import { createPairEmbedder } from '#engine/evaluation/pair-embedder.js';
import { loadModels } from '#engine/models/model-store.js';

export function registerEvaluate(program: Command, context: CliContext): void {
  const evaluate = program.command('evaluate').description('measure error rates on labelled pictures');
  registerDocuments(evaluate, context);

  evaluate
    .command('pairs')
    .description('false match and false non-match rates of the face comparison')
    .argument('<csv>', 'table with the columns a, b, same (1 or 0) and, if wanted, group')
    .requiredOption('--root <dir>', 'folder that the names of the pictures start from')
    .option('--json', 'print all figures as JSON')
    .action(async (csvFile: string, options: { root: string; json?: true }) => {
      const { terminal } = context;
      const pairs = readPairs((await readNamedFile(csvFile)).toString('utf8'), csvFile);
      terminal.progress('loading the models …');
      const embedder = await createPairEmbedder({ modelsDirectory: context.modelsDirectory() });
      try {
        const evaluation = await evaluatePairs({
          pairs,
          embed: async (file) => embedder.embed(await readNamedFile(path.join(options.root, file))),
          operatingPoint: shippedOperatingPoint,
          models: embedder.models,
          onProgress: ({ done, total }) => terminal.progress(`pictures: ${done} of ${total}`),
        });
        terminal.out(options.json ? JSON.stringify(evaluation, null, 2) : pairReport(evaluation));
      } catch (error) {
        if (error instanceof LabelError) throw new UsageError(`${csvFile}: ${error.message}`);
        throw error;
      }
    });
}

function registerDocuments(evaluate: Command, context: CliContext): void {
  evaluate
    .command('documents')
    .description('what is read exactly, wrongly and not at all')
    .argument('<truth.json>', 'labels: file, mrz, visualZone')
    .requiredOption('--root <dir>', 'folder that the names of the pictures start from')
    .option('--json', 'print the figures as JSON')
    .action(async (truthFile: string, options: { root: string; json?: true }) => {
      const { terminal } = context;
      await readNamedFile(truthFile);
      terminal.progress('loading the models …');
      const models = await loadModels({ modelsDirectory: context.modelsDirectory() });
      const { documentReader } = await createEngineParts({ models });
      try {
        const evaluation = await evaluateDocuments({
          truthFile,
          root: options.root,
          reader: documentReader,
          now: new Date(context.now()),
          clock: () => performance.now(),
          onDocument: ({ file }, done, total) => terminal.progress(`${done} of ${total}: ${file}`),
        });
        terminal.out(options.json ? JSON.stringify(evaluation, null, 2) : documentReport(evaluation));
      } catch (error) {
        if (error instanceof ZodError || error instanceof SyntaxError) {
          throw new UsageError(`${truthFile}: not the format of docs/command-line.md: ${error.message}`);
        }
        throw error;
      }
    });
}

function readPairs(text: string, csvFile: string): LabelledPair[] {
  const rows = parseTable(text, csvFile, ['a', 'b', 'same']);
  if (rows.length === 0) throw new UsageError(`${csvFile}: there are no pairs`);
  return rows.map(({ a, b, same, group }, index) => {
    if (!a || !b) throw new UsageError(`${csvFile}: pair ${index + 1} lacks a picture`);
    if (same !== '0' && same !== '1') {
      throw new UsageError(`${csvFile}: pair ${index + 1}: same must be 1 or 0, not "${same ?? ''}"`);
    }
    return { a, b, same: same === '1', ...(group ? { group } : {}) };
  });
}
