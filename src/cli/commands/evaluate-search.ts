import path from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { readPairs } from '#cli/commands/read-pairs.js';
import type { CliContext } from '#cli/context.js';
import { readNamedFile, UsageError } from '#cli/files.js';
import { searchReport } from '#cli/search-report.js';
import { evaluateSearch, type LabelledFace } from '#engine/evaluation/evaluate-search.js';
import { identitiesFromLabels, LabelError } from '#engine/evaluation/labelled-pair.js';
import { createPairEmbedder } from '#engine/evaluation/pair-embedder.js';

/** `bonafide evaluate search`. */
export function registerEvaluateSearch(evaluate: Command, context: CliContext): void {
  evaluate
    .command('search')
    .description('how often a search finds somebody who is not enrolled, and misses somebody who is')
    .argument('<csv...>', 'tables with the columns a, b, same (1 or 0); who is on which picture follows from them')
    .requiredOption('--root <dir>', 'folder that the names of the pictures start from')
    .option('--fpir <rate>', 'wanted false positive identification rate', rate, 0.001)
    .option('--json', 'print all figures as JSON')
    .action(async (csvFiles: string[], options: { root: string; fpir: number; json?: true }) => {
      const { terminal } = context;
      const faces = await readFaces(csvFiles);
      terminal.progress('loading the models …');
      const embedder = await createPairEmbedder({ modelsDirectory: context.modelsDirectory() });
      const evaluation = await evaluateSearch({
        faces,
        embed: async (file) => embedder.embed(await readNamedFile(path.join(options.root, file))),
        operatingPoint: embedder.recogniser.operatingPoint,
        wantedFpir: options.fpir,
        models: embedder.models,
        onProgress: ({ done, total }) => terminal.progress(`pictures: ${done} of ${total}`),
      });
      terminal.out(options.json ? JSON.stringify(evaluation, null, 2) : searchReport(evaluation));
    });
}

async function readFaces(csvFiles: readonly string[]): Promise<LabelledFace[]> {
  const pairs = [];
  for (const file of csvFiles) pairs.push(...readPairs((await readNamedFile(file)).toString('utf8'), file).pairs);
  try {
    const identities = identitiesFromLabels(pairs);
    return [...identities]
      .map(([file, person]) => ({ file, person }))
      .sort((left, right) => (left.file < right.file ? -1 : 1));
  } catch (error) {
    if (error instanceof LabelError) throw new UsageError(`${csvFiles.join(', ')}: ${error.message}`);
    throw error;
  }
}

function rate(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError(`${text} is not a rate between 0 and 1.`);
  return value;
}
