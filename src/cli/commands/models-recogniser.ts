import type { Command } from 'commander';
import { readPairs } from '#cli/commands/read-pairs.js';
import type { CliContext } from '#cli/context.js';
import { readNamedFile, UsageError } from '#cli/files.js';
import { withBound } from '#engine/evaluation/report/number-words.js';
import { shippedRecogniser } from '#engine/compare/recogniser-in-use.js';
import { loadRecogniser } from '#engine/recognisers/load-recogniser.js';
import { chooseRecogniser, withOperatingPoint, writeOperatingPoints } from '#engine/recognisers/recogniser-choice.js';
import { fuseRecognisers } from '#main/fuse-recognisers.js';

/** `bonafide models use` and `fuse`: which face recogniser decides. */
export function registerModelsRecogniser(models: Command, context: CliContext): void {
  const { terminal } = context;

  models
    .command('use')
    .description('choose the face recogniser that the server runs with from its next start on')
    .argument('<id>', 'one that is installed (bonafide models list); default: the one that ships')
    .option(
      '--operating-points <file>',
      'keep these thresholds for it first: JSON of a calibration, see docs/models.md',
    )
    .action(async (name: string, { operatingPoints }: { operatingPoints?: string }) => {
      const modelsDirectory = context.modelsDirectory();
      const id = name === 'default' ? shippedRecogniser.id : name;
      const found = await loadRecogniser(id, { modelsDirectory });
      if (operatingPoints !== undefined) {
        await writeOperatingPoints(modelsDirectory, found, await readNamedFile(operatingPoints), operatingPoints);
      }
      const chosen = withOperatingPoint(await loadRecogniser(id, { modelsDirectory }), modelsDirectory);
      await chooseRecogniser(modelsDirectory, chosen);
      terminal.note(
        `models: ${chosen.id} ${chosen.version} decides from ${chosen.operatingPoint?.threshold} on, once the server is started again`,
      );
      terminal.note(
        'models: people enrolled with another recogniser are seen again then, where their pictures were kept; of the others no search finds any',
      );
    });

  models
    .command('fuse')
    .description('make one face recogniser of two that are installed; it has to be calibrated before it can be used')
    .argument('<first>', `for example ${shippedRecogniser.id}`)
    .argument('<second>')
    .option('--id <id>', 'of the new one; default: first-with-second')
    .option('--weight <w>', 'what the square of the second one’s distance counts, where the first one’s counts 1')
    .option('--pairs <csv>', 'choose the weight by cross-validation on labelled pairs, as of evaluate pairs')
    .option('--root <dir>', 'folder that the names of the pictures start from')
    .action(async (first: string, second: string, options: FuseOptions) => {
      const { weight, measured } = await weightOf(first, second, options, context);
      const modelsDirectory = context.modelsDirectory();
      const id = options.id ?? `${first}-with-${second}`;
      const fused = await fuseRecognisers({ modelsDirectory, first, second, weight, id, measured });
      terminal.out(JSON.stringify({ id, digest: fused.digest, weight }));
      terminal.note(
        `models: ${id} is described in ${fused.folder}; measure it: bonafide evaluate pairs --recogniser ${id}`,
      );
    });
}

interface FuseOptions {
  readonly id?: string;
  readonly weight?: string;
  readonly pairs?: string;
  readonly root?: string;
}

async function weightOf(
  first: string,
  second: string,
  { weight, pairs, root }: FuseOptions,
  context: CliContext,
): Promise<{ weight: number; measured: { figure: string; command?: string }[] }> {
  if ((weight === undefined) === (pairs === undefined)) throw new UsageError('either --weight or --pairs with --root');
  if (weight !== undefined) {
    const value = Number(weight);
    if (!(value > 0 && Number.isFinite(value))) throw new UsageError('--weight is a number above 0');
    return { weight: value, measured: [] };
  }
  if (pairs === undefined || root === undefined) throw new UsageError('--pairs needs --root');
  const { measureFusion } = await import('#cli/measure-fusion.js');
  const { pairs: labelled } = readPairs((await readNamedFile(pairs)).toString('utf8'), pairs);
  const chosen = await measureFusion({ first, second, pairs: labelled, root }, context);
  if ('notKnown' in chosen) throw new UsageError(`${pairs}: ${chosen.notKnown}`);
  const { falseMatches, falseNonMatches, choices } = chosen;
  const figure = `weight chosen by cross-validation over people at FMR 1e-3: ${choices[0]} to ${choices.at(-1)}, in the middle ${chosen.weight}; out of fold FNMR ${withBound(falseNonMatches)}, false matches ${withBound(falseMatches)}`;
  context.terminal.note(`models: ${figure}`);
  return { weight: chosen.weight, measured: [{ figure, command: 'bonafide models fuse … --pairs … --root …' }] };
}
