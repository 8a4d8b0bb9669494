import path from 'node:path';
import type { Command } from 'commander';
import { registerEvaluateCues } from '#cli/commands/evaluate-cues.js';
import { registerEvaluateDeepfake } from '#cli/commands/evaluate-deepfake.js';
import { registerEvaluateDocuments } from '#cli/commands/evaluate-documents.js';
import { registerEvaluateObservations } from '#cli/commands/evaluate-observations.js';
import { registerEvaluatePad } from '#cli/commands/evaluate-pad.js';
import { registerEvaluateQuality } from '#cli/commands/evaluate-quality.js';
import { registerEvaluateSearch } from '#cli/commands/evaluate-search.js';
import { readPairs } from '#cli/commands/read-pairs.js';
import type { CliContext } from '#cli/context.js';
import { readNamedFile, UsageError } from '#cli/files.js';
import { pairReport } from '#cli/pair-report.js';
import { evaluatePairs } from '#engine/evaluation/evaluate-pairs.js';
import { LabelError } from '#engine/evaluation/labelled-pair.js';
import { createPairEmbedder } from '#engine/evaluation/pair-embedder.js';

export function registerEvaluate(program: Command, context: CliContext): void {
  const evaluate = program.command('evaluate').description('measure error rates on labelled pictures');
  registerEvaluateDocuments(evaluate, context);
  registerEvaluateCues(evaluate, context);
  registerEvaluateQuality(evaluate, context);
  registerEvaluateSearch(evaluate, context);
  registerEvaluatePad(evaluate, context);
  registerEvaluateDeepfake(evaluate, context);
  registerEvaluateObservations(evaluate, context);

  evaluate
    .command('pairs')
    .description('false match and false non-match rates of the face comparison')
    .argument('<csv>', 'table with the columns a, b, same (1 or 0) and, if wanted, group')
    .requiredOption('--root <dir>', 'folder that the names of the pictures start from')
    .option('--recogniser <id>', 'one that is installed (bonafide models list); default: the one in use')
    .option('--json', 'print all figures as JSON')
    .action(async (csvFile: string, options: { root: string; recogniser?: string; json?: true }) => {
      const { terminal } = context;
      const pairs = readPairs((await readNamedFile(csvFile)).toString('utf8'), csvFile);
      terminal.progress('loading the models …');
      const embedder = await createPairEmbedder({
        modelsDirectory: context.modelsDirectory(),
        ...(options.recogniser !== undefined && { recogniserId: options.recogniser }),
      });
      try {
        const evaluation = await evaluatePairs({
          pairs,
          embed: async (file) => embedder.embed(await readNamedFile(path.join(options.root, file))),
          operatingPoint: embedder.recogniser.operatingPoint,
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
