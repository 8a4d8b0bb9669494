import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { DeepfakeModel } from '#domain/deepfake-model.js';
import { deepfakeFolder, descriptorFileName, readDeepfakeModel } from '#engine/deepfake/installed-deepfake-model.js';
import { writeWhole } from '#engine/models/model-store.js';
import { StartUpError } from '#main/start-up-error.js';

/**
 * Puts a net against deepfakes into the models directory, from the operator's own disk: the descriptor and the net beside it.
 * Written only when the net is the one that the descriptor pins, loads, and answers as it says. Throws `ModelFileError` or
 * `StartUpError`.
 * @param from the descriptor, or the folder in which it is called `deepfake.json`
 */
export async function installDeepfakeModel(
  from: string,
  modelsDirectory: string,
): Promise<{ readonly folder: string; readonly model: DeepfakeModel }> {
  const isFolder = await stat(from).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const descriptorFile = isFolder ? path.join(from, descriptorFileName) : from;
  const { model, bytes, descriptor } = await readDeepfakeModel(descriptorFile, 'nothing was installed');
  const folder = deepfakeFolder(modelsDirectory);
  try {
    // The net first: a descriptor without its net would read as spoilt.
    await writeWhole(path.join(folder, model.file), bytes);
    await writeWhole(path.join(folder, descriptorFileName), descriptor);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new StartUpError(`${folder} cannot be written: ${code}`, { cause: error });
  }
  return { folder, model };
}
