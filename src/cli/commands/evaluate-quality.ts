import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { readPairs } from '#cli/commands/read-pairs.js';
import type { CliContext } from '#cli/context.js';
import { readNamedFile } from '#cli/files.js';
import { pictureFiles } from '#cli/picture-files.js';
import { qualityReport } from '#cli/quality-report.js';
import { evaluateQuality, runQualitySweeps } from '#engine/evaluation/quality/evaluate-quality.js';
import { createPictureJudge } from '#engine/evaluation/quality/picture-judge.js';
import { qualityPlots, type PlotFile } from '#engine/evaluation/quality/quality-plots.js';

interface Options {
  readonly pairs?: string;
  readonly root?: string;
  readonly plots?: string;
  readonly subjects: string;
  readonly json?: true;
}

/** `bonafide evaluate quality`. */
export function registerEvaluateQuality(evaluate: Command, context: CliContext): void {
  evaluate
    .command('quality')
    .description('distribution and false alarms of every component of face quality; what discarding the worst brings')
    .argument('<pictures...>', 'pictures, folders of pictures, or text files that list pictures')
    .option('--pairs <csv>', 'table with the columns a, b, same: also the error-versus-discard curve of these pairs')
    .option('--root <dir>', 'folder that the names in the pairs start from', '.')
    .option('--plots <dir>', 'spoil the pictures step by step and write what the components make of it as plots')
    .option('--subjects <text>', 'what the plots call the pictures', 'the pictures given')
    .option('--json', 'print all figures as JSON')
    .action(async (names: string[], options: Options) => {
      const { terminal } = context;
      const files = (await pictureFiles(names)).map((file) => path.resolve(file));
      const pairs = options.pairs === undefined ? [] : await pairsOf(options.pairs, options.root ?? '.');
      terminal.progress('loading the models …');
      const judge = await createPictureJudge(context.modelsDirectory());
      const evaluation = await evaluateQuality({
        files,
        pairs,
        read: readNamedFile,
        judge,
        onProgress: ({ done, total }) => terminal.progress(`pictures: ${done} of ${total}`),
      });
      if (options.plots !== undefined) {
        const onSweep = (id: string): void => terminal.progress(`sweep: ${id} …`);
        const series = await runQualitySweeps({ files, read: readNamedFile, judge, onSweep });
        const plots = qualityPlots({ ...evaluation, series, subjects: options.subjects });
        await writePlots(options.plots, plots);
        terminal.note(`${plots.length} files written to ${options.plots}`);
      }
      terminal.out(options.json ? JSON.stringify(evaluation, null, 2) : qualityReport(evaluation));
    });
}

async function pairsOf(csvFile: string, root: string) {
  const { pairs } = readPairs((await readNamedFile(csvFile)).toString('utf8'), csvFile);
  return pairs.map((pair) => ({ ...pair, a: path.resolve(root, pair.a), b: path.resolve(root, pair.b) }));
}

async function writePlots(folder: string, plots: readonly PlotFile[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { name, content } of plots) await writeFile(path.join(folder, name), content);
}
