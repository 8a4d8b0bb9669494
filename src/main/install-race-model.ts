import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { RaceModel } from '#domain/race-model.js';
import { raceDescriptorName, raceFolder, readRaceModel } from '#engine/race/installed-race-model.js';
import { keep } from '#main/install-recogniser.js';

/**
 * Puts a net for `race` into the models directory, from the operator's own disk. Written only when the net is the one that
 * the descriptor pins, loads, and answers as it says. Throws `ModelFileError` or `StartUpError`.
 * @param from the descriptor, or the folder in which it is called `race.json`
 */
export async function installRaceModel(
  from: string,
  modelsDirectory: string,
): Promise<{ readonly folder: string; readonly model: RaceModel }> {
  const isFolder = (await stat(from).catch(() => null))?.isDirectory() === true;
  const file = isFolder ? path.join(from, raceDescriptorName) : from;
  const { model, bytes, descriptor } = await readRaceModel(file, 'nothing was installed');
  const folder = raceFolder(modelsDirectory);
  await keep(folder, [
    [path.join(folder, model.file), bytes],
    [path.join(folder, raceDescriptorName), descriptor],
  ]);
  return { folder, model };
}
