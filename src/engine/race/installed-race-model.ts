import { stat } from 'node:fs/promises';
import path from 'node:path';
import { raceModelSchema, type RaceModel } from '#domain/race-model.js';
import { ModelFileError } from '#engine/models/model-file-error.js';
import { sha256 } from '#engine/models/model-store.js';
import { proveRaceNet } from '#engine/race/race-net.js';
import { parseJson, readRequired, toShared } from '#engine/recognisers/recogniser-files.js';

/** The net for `race` that an operator may have installed. Plain data: it goes to worker threads. */
export type InstalledRaceModel =
  | { readonly status: 'not-installed' }
  /** It was installed, and does not do now what it did then; `problem` names the file. It is not used. */
  | { readonly status: 'unusable'; readonly problem: string }
  | { readonly status: 'installed'; readonly model: RaceModel; readonly bytes: Uint8Array };

export const raceDescriptorName = 'race.json';
export const installRaceCommand = 'bonafide models install race --from <folder>';
const modelId = 'race';

/** Where it lies. That the folder is there says that it was installed. */
export const raceFolder = (modelsDirectory: string): string => path.join(modelsDirectory, 'race');

/**
 * Reads the installed net, checks it against the digest in its descriptor and runs it once. Never throws for what lies in the
 * folder: a server runs without an optional net, and says so. The bytes lie in shared memory.
 */
export async function loadInstalledRaceModel(modelsDirectory: string): Promise<InstalledRaceModel> {
  const folder = raceFolder(modelsDirectory);
  const isThere = await stat(folder).then(
    () => true,
    () => false,
  );
  if (!isThere) return { status: 'not-installed' };
  try {
    const { model, bytes } = await readRaceModel(
      path.join(folder, raceDescriptorName),
      `put it back with "${installRaceCommand}"`,
    );
    return { status: 'installed', model, bytes: toShared(bytes) };
  } catch (error) {
    if (error instanceof ModelFileError) return { status: 'unusable', problem: error.message };
    throw error;
  }
}

/**
 * A descriptor and the net beside it. Throws `ModelFileError`, naming the file, for anything that cannot be used.
 * @param remedy what the operator can do then
 */
export async function readRaceModel(
  file: string,
  remedy: string,
): Promise<{ readonly model: RaceModel; readonly bytes: Uint8Array; readonly descriptor: Uint8Array }> {
  const context = { modelId, remedy };
  const descriptor = await readRequired(file, context);
  const model = parseJson(descriptor, raceModelSchema, file, context);
  const onnxFile = path.join(path.dirname(file), model.file);
  const bytes = await readRequired(onnxFile, context);
  if ((await sha256(bytes)) !== model.sha256) throw new ModelFileError(modelId, onnxFile, 'altered', { remedy });
  const problem = await proveRaceNet(model, bytes);
  if (problem !== null) throw new ModelFileError(modelId, onnxFile, 'unfit', { remedy: `${problem}; ${remedy}` });
  return { model, bytes, descriptor };
}
