import { loadInstalledDeepfakeModel } from '#engine/deepfake/installed-deepfake-model.js';
import { loadInstalledModels } from '#engine/models/installed-models.js';
import { modelBundleNames } from '#engine/models/model-cards.js';
import { ModelFileError } from '#engine/models/model-file-error.js';
import { loadModels } from '#engine/models/model-store.js';
import { proveModel } from '#engine/models/prove-model.js';
import { loadRecogniser, ownRecogniserIds } from '#engine/recognisers/load-recogniser.js';
import { netsOf } from '#engine/recognisers/loaded-recogniser.js';
import { proveRecogniser } from '#engine/recognisers/prove-recogniser.js';
import { loadRecogniserInUse } from '#engine/recognisers/recogniser-choice.js';

export interface VerifiedModel {
  readonly id: string;
  /** Null: its files are those that are pinned, and the net loads and gives what is said of it. */
  readonly problem: string | null;
}

/** Checks every model file again, of packages and installed ones, and runs each installed net. */
export async function verifyModels(modelsDirectory: string): Promise<VerifiedModel[]> {
  const verified: VerifiedModel[] = [];
  const check = async (id: string, work: () => Promise<string | null>): Promise<void> => {
    try {
      verified.push({ id, problem: await work() });
    } catch (error) {
      if (!(error instanceof ModelFileError)) throw error;
      verified.push({ id, problem: error.message });
    }
  };

  await check('models of packages', async () => {
    await loadModels({ modelsDirectory });
    return null;
  });
  for (const bundle of modelBundleNames) {
    const installed = await loadInstalledModels(bundle, modelsDirectory);
    if (installed.status === 'unusable') verified.push({ id: bundle, problem: installed.problem });
    if (installed.status !== 'installed') continue;
    for (const { card, bytes } of installed.models) await check(card.id, () => proveModel(card, bytes));
  }
  for (const id of await ownRecogniserIds(modelsDirectory)) {
    await check(id, async () => {
      for (const net of netsOf(await loadRecogniser(id, { modelsDirectory }))) {
        const problem = await proveRecogniser(net);
        if (problem !== null) return `${net.card.id}: ${problem}`;
      }
      return null;
    });
  }
  // Shows it a few pictures by itself.
  const deepfake = await loadInstalledDeepfakeModel(modelsDirectory);
  if (deepfake.status === 'installed') verified.push({ id: deepfake.model.id, problem: null });
  if (deepfake.status === 'unusable') verified.push({ id: 'deepfake', problem: deepfake.problem });
  await check('recogniser in use', async () => {
    await loadRecogniserInUse({ modelsDirectory });
    return null;
  });
  return verified;
}
