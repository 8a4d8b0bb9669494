import { stat } from 'node:fs/promises';
import path from 'node:path';
import { modelBundles, readModelCard, type ModelBundle } from '#engine/models/model-cards.js';
import { ModelFileError } from '#engine/models/model-file-error.js';
import { loadModel, type LoadedModel } from '#engine/models/model-store.js';

/** Nets that an operator may have installed. Plain data: it goes to worker threads. */
export type InstalledModels =
  | { readonly status: 'not-installed' }
  /** They were installed, and a file is missing or altered since; `problem` names it. None of them is used. */
  | { readonly status: 'unusable'; readonly problem: string }
  | { readonly status: 'installed'; readonly models: readonly LoadedModel[] };

/** Where the files of a bundle lie. That the folder is there says that they were installed. */
export const bundleFolder = (modelsDirectory: string, bundle: ModelBundle): string =>
  path.join(modelsDirectory, bundle);

export const installCommand = (bundle: string): string => `bonafide models install ${bundle}`;

/**
 * Checks the files of a bundle against their cards and converts them. Never throws for what lies in the folder: a server
 * runs without an optional net, and says so.
 */
export async function loadInstalledModels(bundle: ModelBundle, modelsDirectory: string): Promise<InstalledModels> {
  const folder = bundleFolder(modelsDirectory, bundle);
  if (!(await exists(folder))) return { status: 'not-installed' };
  try {
    const load = async (id: (typeof modelBundles)[ModelBundle][number]): Promise<LoadedModel> =>
      loadModel(await readModelCard(id), {
        folder,
        modelsDirectory,
        remedy: `put it back with "${installCommand(bundle)}"`,
      });
    // One after the other: of several that are amiss the first is named.
    const models: LoadedModel[] = [];
    for (const id of modelBundles[bundle]) models.push(await load(id));
    return { status: 'installed', models };
  } catch (error) {
    if (error instanceof ModelFileError) return { status: 'unusable', problem: error.message };
    throw error;
  }
}

const exists = (folder: string): Promise<boolean> =>
  stat(folder).then(
    () => true,
    () => false,
  );
