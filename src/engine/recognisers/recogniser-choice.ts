import { calibratedPointsSchema, recogniserChoiceSchema, type RecogniserChoice } from '#domain/recogniser-model.js';
import { shippedRecogniser } from '#engine/compare/recogniser-in-use.js';
import { ModelFileError } from '#engine/models/model-file-error.js';
import { writeWhole } from '#engine/models/model-store.js';
import { loadRecogniser, type LoadRecogniserOptions } from '#engine/recognisers/load-recogniser.js';
import type { LoadedRecogniser } from '#engine/recognisers/loaded-recogniser.js';
import { choiceFile, operatingPointsFile, parseJson, readOptional } from '#engine/recognisers/recogniser-files.js';

const goBack =
  'choose one with "bonafide models use <id>"; "bonafide models use default" goes back to the one that ships';

/**
 * Which recogniser the server is to run with, and whether an operator said so: without a choice it is the one that ships.
 * Throws `ModelFileError` where the choice cannot be read.
 */
export async function chosenRecogniser(
  modelsDirectory: string,
): Promise<RecogniserChoice & { readonly said: boolean }> {
  const file = choiceFile(modelsDirectory);
  const context = { modelId: 'recogniser in use', remedy: goBack };
  const bytes = await readOptional(file, context);
  const shipped = { id: shippedRecogniser.id, digest: shippedRecogniser.digest };
  if (bytes === null) return { ...shipped, said: false };
  const choice = parseJson(bytes, recogniserChoiceSchema, file, context);
  // Another release may ship another digest under the same id: it is the one that ships all the same.
  return { ...(choice.id === shipped.id ? shipped : choice), said: true };
}

/**
 * Loads the recogniser that the operator chose; without a choice the one that ships. Throws `ModelFileError` where the
 * chosen one is missing, altered, another one than was chosen, or without operating points: a server that cannot run with
 * it does not start, and never decides by another one instead.
 */
export async function loadRecogniserInUse(options: LoadRecogniserOptions): Promise<LoadedRecogniser> {
  const choice = await chosenRecogniser(options.modelsDirectory);
  const loaded = await loadRecogniser(choice.id, options);
  if (loaded.digest !== choice.digest) {
    throw new ModelFileError(choice.id, choiceFile(options.modelsDirectory), 'unfit', {
      remedy: `it was changed since it was chosen; ${goBack}`,
    });
  }
  return withOperatingPoint(loaded, options.modelsDirectory);
}

/** Throws `ModelFileError` where a recogniser has none: a threshold of another one is never taken in its place. */
export function withOperatingPoint(loaded: LoadedRecogniser, modelsDirectory: string): LoadedRecogniser {
  if (loaded.operatingPoint !== null) return loaded;
  throw new ModelFileError(loaded.id, operatingPointsFile(modelsDirectory, loaded.id), 'missing', {
    remedy: `it has no operating points and decides nothing until it is calibrated (docs/models.md); ${goBack}`,
  });
}

/** Keeps the choice; a server takes it at its next start. */
export async function chooseRecogniser(modelsDirectory: string, { id, digest }: RecogniserChoice): Promise<void> {
  await writeWhole(choiceFile(modelsDirectory), jsonBytes({ id, digest }));
}

/**
 * Keeps the operating points of a recogniser, from a calibration: `value` is what `operating-points.json` holds. Throws
 * `ModelFileError` where they do not fit, or belong to another recogniser.
 * @param source where they come from, in messages
 */
export async function writeOperatingPoints(
  modelsDirectory: string,
  { id, digest }: Pick<LoadedRecogniser, 'id' | 'digest'>,
  value: Uint8Array,
  source: string,
): Promise<void> {
  const context = { modelId: id, remedy: 'nothing was changed' };
  const points = parseJson(value, calibratedPointsSchema, source, context);
  if (id === shippedRecogniser.id) {
    throw new ModelFileError(id, source, 'unfit', {
      remedy: `the threshold of the recogniser that ships is part of its card; set one for an application; ${context.remedy}`,
    });
  }
  if (points.recogniserDigest !== digest) {
    throw new ModelFileError(id, source, 'unfit', {
      remedy: `they were measured with another recogniser than ${id} (${digest}); ${context.remedy}`,
    });
  }
  await writeWhole(operatingPointsFile(modelsDirectory, id), jsonBytes(points));
}

const jsonBytes = (value: unknown): Uint8Array => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
