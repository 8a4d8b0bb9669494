import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { readPairs } from '#cli/commands/read-pairs.js';
import type { CliContext } from '#cli/context.js';
import { openWork, type EvaluationWork } from '#cli/evaluation/open-work.js';
import { withReportOptions, type ReportOptions } from '#cli/evaluation/report-options.js';
import { templateFromJson, templateToJson } from '#cli/evaluation/template-json.js';
import { writeReport } from '#cli/evaluation/write-report.js';
import { readNamedFile } from '#cli/files.js';
import { pictureFiles } from '#cli/picture-files.js';
import { qualityReport as qualityTerminalReport } from '#cli/quality-report.js';
import { evaluateQuality, runQualitySweeps } from '#engine/evaluation/quality/evaluate-quality.js';
import { createPictureJudge, type JudgedFace, type PictureJudge } from '#engine/evaluation/quality/picture-judge.js';
import { qualityPlots, type PlotFile } from '#engine/evaluation/quality/quality-plots.js';
import { qualityReport } from '#engine/evaluation/report/quality-report.js';
import { folderDigest } from '#engine/evaluation/work/code-digest.js';
import { sha256 } from '#engine/evaluation/work/work-cache.js';

interface Options extends ReportOptions {
  readonly pairs?: string;
  readonly root?: string;
  readonly plots?: string;
  readonly subjects: string;
}

/** `bonafide evaluate quality`. */
export function registerEvaluateQuality(evaluate: Command, context: CliContext): void {
  withReportOptions(
    evaluate
      .command('quality')
      .description('distribution and false alarms of every component of face quality; what discarding the worst brings')
      .argument('<pictures...>', 'pictures, folders of pictures, or text files that list pictures')
      .option('--pairs <csv>', 'table with the columns a, b, same: also the error-versus-discard curve of these pairs')
      .option('--root <dir>', 'folder that the names in the pairs start from', '.')
      .option('--plots <dir>', 'spoil the pictures step by step and write what the components make of it as plots')
      .option('--subjects <text>', 'what the plots call the pictures', 'the pictures given'),
  ).action(async (names: string[], options: Options) => {
    const { terminal } = context;
    const files = (await pictureFiles(names)).map((file) => path.resolve(file));
    const { pairs, digest: labels } = await pairsOf(options.pairs, options.root ?? '.');
    terminal.progress('loading the models …');
    const modelsDirectory = context.modelsDirectory();
    const judge = await createPictureJudge(modelsDirectory);
    const work = await openWork(options, context, { kind: 'quality', models: await folderDigest(modelsDirectory) });
    const { evaluation, scores } = await evaluateQuality({
      files,
      pairs,
      judge: (file) => judgeFile(file, judge, work),
      onProgress: ({ done, total }) => terminal.progress(`pictures: ${done} of ${total}`),
    });
    if (options.plots !== undefined) {
      const onSweep = (id: string): void => terminal.progress(`sweep: ${id} …`);
      const series = await runQualitySweeps({ files, read: readNamedFile, judge, onSweep });
      const plots = qualityPlots({ ...evaluation, series, subjects: options.subjects });
      await writePlots(options.plots, plots);
      terminal.note(`${plots.length} files written to ${options.plots}`);
    }
    if (options.out !== undefined) {
      const data = { files: work.digestOf([...files, ...pairs.flatMap(({ a, b }) => [a, b])]), labels };
      const madeAt = new Date(context.now()).toISOString();
      await writeReport(options.out, qualityReport({ evaluation, scores, data, madeAt }), context);
    }
    terminal.out(options.json ? JSON.stringify(evaluation, null, 2) : qualityTerminalReport(evaluation));
  });
}

async function judgeFile(file: string, judge: PictureJudge, work: EvaluationWork): Promise<JudgedFace | null> {
  const kept = await work.on(file, async (bytes) => {
    const judged = await judge.judge(bytes);
    return judged === null ? null : { ...judged, template: templateToJson(judged.template) };
  });
  return kept === null ? null : { ...kept, template: templateFromJson(kept.template) };
}

async function pairsOf(csvFile: string | undefined, root: string) {
  if (csvFile === undefined) return { pairs: [], digest: null };
  const table = await readNamedFile(csvFile);
  const { pairs } = readPairs(table.toString('utf8'), csvFile);
  return {
    pairs: pairs.map((pair) => ({ ...pair, a: path.resolve(root, pair.a), b: path.resolve(root, pair.b) })),
    digest: sha256(table),
  };
}

async function writePlots(folder: string, plots: readonly PlotFile[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { name, content } of plots) await writeFile(path.join(folder, name), content);
}
