import { createFaceRecogniser } from '#engine/face/create-face-recogniser.js';
import { createRecogniserEnsemble, type EnsembleMember } from '#engine/face/create-recogniser-ensemble.js';
import type { FaceRecogniser } from '#engine/face/face-recogniser.js';
import { recogniserDigest } from '#engine/face/recogniser-digest.js';
import type { LoadedNet, LoadedRecogniser } from '#engine/recognisers/loaded-recogniser.js';

/**
 * Loads the nets of a recogniser into this thread. `ready`: one that is loaded already and is taken where it is the same.
 * Throws when what comes out is not what was checked: that is a bug.
 */
export async function createLoadedRecogniser(
  { digest, parts }: LoadedRecogniser,
  ready?: FaceRecogniser,
): Promise<FaceRecogniser> {
  const load = async (net: LoadedNet): Promise<FaceRecogniser> =>
    ready !== undefined && ready.digest === recogniserDigest(net.card) ? ready : createFaceRecogniser(net);
  const made =
    parts.kind === 'net' ? await load(parts.net) : createRecogniserEnsemble(await loadMembers(parts.members, load));
  if (made.digest !== digest) throw new Error('a recogniser has another digest than it was loaded under');
  return made;
}

async function loadMembers(
  members: readonly { readonly net: LoadedNet; readonly weight: number }[],
  load: (net: LoadedNet) => Promise<FaceRecogniser>,
): Promise<EnsembleMember[]> {
  const loaded: EnsembleMember[] = [];
  for (const { net, weight } of members) loaded.push({ recogniser: await load(net), weight });
  return loaded;
}
