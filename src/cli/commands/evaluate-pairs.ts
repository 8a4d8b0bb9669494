import path from 'node:path';
import type { Command } from 'commander';
import { readPairs } from '#cli/commands/read-pairs.js';
import type { CliContext } from '#cli/context.js';
import { openWork, type EvaluationWork } from '#cli/evaluation/open-work.js';
import { withReportOptions, type ReportOptions } from '#cli/evaluation/report-options.js';
import { templateFromJson, templateToJson, type TemplateJson } from '#cli/evaluation/template-json.js';
import { thumbnailsOf } from '#cli/evaluation/thumbnails.js';
import { writeReport } from '#cli/evaluation/write-report.js';
import { readNamedFile, UsageError } from '#cli/files.js';
import { pairReport } from '#cli/pair-report.js';
import { comparePairs } from '#engine/evaluation/evaluate-pairs.js';
import { LabelError } from '#engine/evaluation/labelled-pair.js';
import { createPairEmbedder, type PairEmbedder } from '#engine/evaluation/pair-embedder.js';
import type { PairDataSet } from '#engine/evaluation/pairs/pair-figures.js';
import { createPictureJudge, type PictureJudge } from '#engine/evaluation/quality/picture-judge.js';
import { pairsReport } from '#engine/evaluation/report/pairs-report.js';
import { sha256 } from '#engine/evaluation/work/work-cache.js';

interface Options extends ReportOptions {
  readonly root: string;
  readonly thumbnails?: true;
  readonly description?: string;
  readonly recogniser?: string;
}

/** `bonafide evaluate pairs`. */
export function registerEvaluatePairs(evaluate: Command, context: CliContext): void {
  withReportOptions(
    evaluate
      .command('pairs')
      .description('false match and false non-match rates of the face comparison')
      .argument('<csv...>', 'tables with the columns a, b, same (1 or 0) and, if wanted, group, identity_a, identity_b')
      .requiredOption('--root <dir>', 'folder that the names of the pictures start from')
      .option('--recogniser <id>', 'one that is installed (bonafide models list); default: the one in use')
      .option('--description <text>', 'what the pictures are and how the pairs were chosen, for the report')
      .option('--thumbnails', 'show the worst errors as small pictures in report.html'),
  ).action(async (csvFiles: string[], options: Options) => {
    const { terminal } = context;
    terminal.progress('loading the models …');
    const measuring = await openMeasuring(options, context);
    const sets: PairDataSet[] = [];
    for (const csvFile of csvFiles) sets.push(await compareSet(csvFile, options, measuring, context));
    const input = {
      sets,
      operatingPoint: measuring.embedder.recogniser.operatingPoint,
      models: measuring.embedder.models,
      madeAt: new Date(context.now()).toISOString(),
    };
    const report = pairsReport(input);
    if (options.out !== undefined) {
      const thumbnail = options.thumbnails ? await thumbnailsOf(report.sets, options.root) : undefined;
      await writeReport(options.out, thumbnail === undefined ? report : pairsReport({ ...input, thumbnail }), context);
    }
    const [first, ...more] = report.sets;
    if (options.json) terminal.out(JSON.stringify(more.length === 0 ? first : { sets: report.sets }, null, 2));
    else terminal.out(report.sets.map((set) => pairReport(set)).join('\n\n'));
  });
}

interface Measuring {
  readonly embedder: PairEmbedder;
  /** Only for a report: it takes longer than the template. */
  readonly judge: PictureJudge | null;
  readonly work: EvaluationWork;
}

async function openMeasuring(options: Options, context: CliContext): Promise<Measuring> {
  const modelsDirectory = context.modelsDirectory();
  const embedder = await createPairEmbedder({
    modelsDirectory,
    ...(options.recogniser === undefined ? {} : { recogniserId: options.recogniser }),
  });
  const judge = options.out === undefined ? null : await createPictureJudge(modelsDirectory);
  const kind = judge === null ? 'template' : 'template and quality';
  return { embedder, judge, work: await openWork(options, context, { kind, models: JSON.stringify(embedder.models) }) };
}

interface MeasuredPicture {
  readonly template: TemplateJson | null;
  readonly quality: number | null;
}

async function compareSet(
  csvFile: string,
  { root, description }: Options,
  { embedder, judge, work }: Measuring,
  { terminal }: CliContext,
): Promise<PairDataSet> {
  const table = await readNamedFile(csvFile);
  const { pairs, identityOf } = readPairs(table.toString('utf8'), csvFile);
  const qualities = new Map<string, number>();
  const measure = async (bytes: Buffer): Promise<MeasuredPicture> => {
    const template = await embedder.embed(bytes);
    const judged = template === null || judge === null ? null : await judge.judge(bytes);
    return {
      template: template === null ? null : templateToJson(template),
      quality: judged?.quality.unifiedQualityScore.native ?? null,
    };
  };
  try {
    const compared = await comparePairs({
      pairs,
      ...(identityOf === null ? {} : { identityOf }),
      async embed(file) {
        const { template, quality } = await work.on(path.join(root, file), measure);
        if (quality !== null) qualities.set(file, quality);
        return template === null ? null : templateFromJson(template);
      },
      operatingPoint: embedder.recogniser.operatingPoint,
      onProgress: ({ done, total }) => terminal.progress(`${csvFile}: pictures: ${done} of ${total}`),
    });
    return {
      ...compared,
      name: path.basename(csvFile),
      description: description ?? null,
      qualities: judge === null ? null : qualities,
      digests: { pictures: work.digestOf(compared.files.map((file) => path.join(root, file))), labels: sha256(table) },
    };
  } catch (error) {
    if (error instanceof LabelError) throw new UsageError(`${csvFile}: ${error.message}`);
    throw error;
  }
}
