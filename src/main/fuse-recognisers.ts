import type { RecogniserEnsembleModel } from '#domain/recogniser-model.js';
import { ensembleDigest } from '#engine/face/recogniser-digest.js';
import { isReserved, loadRecogniser } from '#engine/recognisers/load-recogniser.js';
import { descriptorFile, recogniserFolder } from '#engine/recognisers/recogniser-files.js';
import { keep } from '#main/install-recogniser.js';
import { StartUpError } from '#main/start-up-error.js';

/**
 * Writes the descriptor of an ensemble of two recognisers that are installed. It has no operating points: those of its
 * members say nothing about it. Gives its digest. Throws `ModelFileError` or `StartUpError`.
 */
export async function fuseRecognisers(options: {
  readonly modelsDirectory: string;
  readonly first: string;
  readonly second: string;
  /** What the square of the second one's distance counts, where the first one's counts 1. */
  readonly weight: number;
  readonly id: string;
  /** How the weight was chosen. */
  readonly measured: RecogniserEnsembleModel['measured'];
}): Promise<{ readonly model: RecogniserEnsembleModel; readonly digest: string; readonly folder: string }> {
  const { modelsDirectory, first, second, weight, id, measured } = options;
  if (isReserved(id) || id === first || id === second) throw new StartUpError(`the id ${id} is taken`);
  const members = [];
  for (const [member, counts] of [
    [first, 1],
    [second, weight],
  ] as const) {
    const { digest, parts } = await loadRecogniser(member, { modelsDirectory });
    if (parts.kind !== 'net') throw new StartUpError(`${member} is an ensemble already: fuse its members`);
    members.push({ id: member, digest, weight: counts });
  }
  if (members[0]?.digest === members[1]?.digest) throw new StartUpError(`${first} and ${second} are one recogniser`);
  const digest = ensembleDigest(members);
  const model: RecogniserEnsembleModel = {
    kind: 'ensemble',
    id,
    version: digest.slice(0, 12),
    title: `${first} with ${second}`,
    members,
    measured,
  };
  const folder = recogniserFolder(modelsDirectory, id);
  await keep(folder, [[descriptorFile(folder), Buffer.from(`${JSON.stringify(model, null, 2)}\n`)]]);
  return { model, digest, folder };
}
