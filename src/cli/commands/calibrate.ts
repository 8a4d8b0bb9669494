import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { readPairs } from '#cli/commands/read-pairs.js';
import type { CliContext } from '#cli/context.js';
import { openWork } from '#cli/evaluation/open-work.js';
import { readScores } from '#cli/evaluation/read-scores.js';
import { templateFromJson, templateToJson } from '#cli/evaluation/template-json.js';
import { exitCodes } from '#cli/exit-codes.js';
import { readNamedFile, UsageError } from '#cli/files.js';
import { policyText } from '#cli/policy-text.js';
import { policyNameSchema, referenceOf, type CalibratedPolicy } from '#domain/calibrated-policy.js';
import type { CalibratedPoints } from '#domain/recogniser-model.js';
import { calibrate } from '#engine/evaluation/calibration/calibrate.js';
import { comparePairs } from '#engine/evaluation/evaluate-pairs.js';
import { LabelError } from '#engine/evaluation/labelled-pair.js';
import type { ScoredPair } from '#engine/evaluation/out-of-fold.js';
import { createPairEmbedder } from '#engine/evaluation/pair-embedder.js';
import { sha256 } from '#engine/evaluation/work/work-cache.js';
import { loadRecogniser } from '#engine/recognisers/load-recogniser.js';
import { inUse } from '#engine/recognisers/loaded-recogniser.js';
import { chosenRecogniser } from '#engine/recognisers/recogniser-choice.js';
import { withAdministration } from '#main/administration.js';

interface Options {
  readonly root?: string;
  readonly scores?: string;
  readonly recogniser?: string;
  readonly digest?: string;
  readonly operatingPoints?: string;
  readonly fmr: number;
  readonly reviewFmr: number;
  readonly name: string;
  readonly cache?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

/** `bonafide calibrate`. */
export function registerCalibrate(program: Command, context: CliContext): void {
  program
    .command('calibrate')
    .description('find the threshold of a wanted false match rate on your own pairs, and keep it as a policy')
    .argument('[csv]', 'table of pictures with the columns a, b, same (1 or 0) and, if wanted, identity_a, identity_b')
    .option('--root <dir>', 'folder that the names of the pictures start from')
    .option('--scores <csv>', 'in place of pictures: table with the columns score, same and, if wanted, the identities')
    .option('--digest <sha256>', 'with --scores: what made them, the digest "template" of evaluate pairs')
    .option('--recogniser <id>', 'one that is installed (bonafide models list); default: the one in use')
    .requiredOption('--fmr <rate>', 'false match rate that is not to be exceeded, such as 1e-4', rate)
    .option('--review-fmr <rate>', 'the same of where review begins', rate, 1e-2)
    .requiredOption('--name <policy>', 'name of the policy: small letters, digits and hyphens')
    .option('--cache <dir>', 'keep the templates of the pictures here, to go on after an interruption')
    .option('--operating-points <file>', 'also write what "bonafide models use --operating-points" takes')
    .option('--dry-run', 'keep no policy: print what was found, and write the file of --operating-points alone')
    .option('--json', 'print the policy as JSON')
    .action(async (csvFile: string | undefined, options: Options) => {
      const { terminal } = context;
      if (!policyNameSchema.safeParse(options.name).success) {
        throw new UsageError('--name: 1 to 63 small letters, digits and hyphens, no hyphen at an end');
      }
      const compared = await comparedBy(csvFile, options, context);
      const found = calibrate({ pairs: compared.pairs, wantedFmr: options.fmr, reviewFmr: options.reviewFmr });
      if ('refused' in found) {
        terminal.note(`no policy: ${found.refused}`);
        context.exitWith(exitCodes.negative);
        return;
      }
      const { recogniserDigest, metric, data } = compared;
      const policy = { ...found, name: options.name, recogniserDigest, metric, data };
      const print = (kept: Omit<CalibratedPolicy, 'version' | 'createdAtEpochMs'>): void =>
        terminal.out(options.json ? JSON.stringify(kept, null, 2) : policyText(kept));
      const keep = async (): Promise<void> => {
        if (options.dryRun) return print(policy);
        await withAdministration(async ({ policies }) => {
          const kept = await policies.add(policy);
          print(kept);
          terminal.note(`kept as ${referenceOf(kept)}; use it with "bonafide policies use ${referenceOf(kept)}"`);
        });
      };
      if (options.operatingPoints === undefined) await keep();
      else await writePoints(options.operatingPoints, policy, keep);
    });
}

interface Compared extends Pick<CalibratedPolicy, 'recogniserDigest' | 'metric' | 'data'> {
  readonly pairs: readonly ScoredPair[];
}

function comparedBy(csvFile: string | undefined, options: Options, context: CliContext): Promise<Compared> {
  const { root, scores } = options;
  if (scores !== undefined && csvFile === undefined) return comparedScores(scores, options, context);
  if (csvFile === undefined || scores !== undefined || root === undefined) {
    throw new UsageError('name either a table of pictures with --root, or a table of scores with --scores');
  }
  return comparedPictures(csvFile, root, options, context);
}

async function comparedScores(
  file: string,
  { digest, recogniser: id }: Options,
  context: CliContext,
): Promise<Compared> {
  if (digest === undefined) {
    throw new UsageError('--scores needs --digest: a threshold of one recogniser says nothing about another');
  }
  const modelsDirectory = context.modelsDirectory();
  const recogniser = await loadRecogniser(id ?? (await chosenRecogniser(modelsDirectory)).id, { modelsDirectory });
  if (recogniser.digest !== digest) {
    throw new UsageError(
      `--digest: these scores were made by another recogniser than ${recogniser.id} (${recogniser.digest})`,
    );
  }
  const table = await readNamedFile(file);
  const { pairs, withIdentities } = readScores(table.toString('utf8'), file);
  if (!withIdentities) {
    context.terminal.note(`${file} names no identities: every comparison counts as one of two people of its own`);
  }
  const { metric } = inUse(recogniser).operatingPoint;
  return { pairs, recogniserDigest: digest, metric, data: { pictures: null, labels: sha256(table) } };
}

async function comparedPictures(
  csvFile: string,
  root: string,
  options: Options,
  context: CliContext,
): Promise<Compared> {
  const table = await readNamedFile(csvFile);
  const { pairs, identityOf } = readPairs(table.toString('utf8'), csvFile);
  context.terminal.progress('loading the models …');
  const embedder = await createPairEmbedder({
    modelsDirectory: context.modelsDirectory(),
    ...(options.recogniser === undefined ? {} : { recogniserId: options.recogniser }),
  });
  const cache = options.cache === undefined ? {} : { cache: options.cache };
  const work = await openWork(cache, context, { kind: 'template', models: JSON.stringify(embedder.models) });
  const { operatingPoint, digest: recogniserDigest } = embedder.recogniser;
  try {
    const { scored, files, failedFiles } = await comparePairs({
      pairs,
      operatingPoint,
      ...(identityOf === null ? {} : { identityOf }),
      async embed(file) {
        const { template } = await work.on(path.join(root, file), async (bytes) => {
          const made = await embedder.embed(bytes);
          return { template: made === null ? null : templateToJson(made), quality: null };
        });
        return template === null ? null : templateFromJson(template);
      },
      onProgress: ({ done, total }) => context.terminal.progress(`pictures: ${done} of ${total}`),
    });
    if (failedFiles.length > 0) {
      context.terminal.note(`${failedFiles.length} of ${files.length} pictures show no face; their pairs are left out`);
    }
    const pictures = work.digestOf(files.map((file) => path.join(root, file)));
    return {
      pairs: scored,
      recogniserDigest,
      metric: operatingPoint.metric,
      data: { pictures, labels: sha256(table) },
    };
  } catch (error) {
    if (error instanceof LabelError) throw new UsageError(`${csvFile}: ${error.message}`);
    throw error;
  }
}

/**
 * What a calibration says of a recogniser, for everybody who decides by it: there once the policy is kept, which is not
 * where nothing can be written beside the file. Throws `UsageError` where it cannot be written.
 */
async function writePoints(
  file: string,
  policy: Omit<CalibratedPolicy, 'version' | 'createdAtEpochMs'>,
  keep: () => Promise<void>,
): Promise<void> {
  const { threshold, reviewFrom, falseMatchRates, recogniserDigest, evidence, data } = policy;
  const source = `bonafide calibrate: ${evidence.comparisons} non-mated comparisons of ${evidence.people} people, worth ${Math.floor(evidence.effective)} independent ones; labels sha256 ${data.labels}; each rate is not exceeded with 95 %`;
  const points: CalibratedPoints = { threshold, reviewFrom, falseMatchRates, source, recogniserDigest };
  const refuse = (error: unknown): never => {
    throw new UsageError(`cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`);
  };
  const partial = `${file}.partial`;
  await writeFile(partial, `${JSON.stringify(points, null, 2)}\n`).catch(refuse);
  try {
    await keep();
    await rename(partial, file).catch(refuse);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

function rate(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError(`${text} is not a rate between 0 and 1.`);
  return value;
}
