import path from 'node:path';
import {
  arcFaceTemplate,
  recogniserModelSchema,
  type RecogniserModel,
  type RecogniserNetModel,
} from '#domain/recogniser-model.js';
import type { RecogniserCard } from '#engine/face/recogniser-digest.js';
import { ModelFileError } from '#engine/models/model-file-error.js';
import { sha256 } from '#engine/models/model-store.js';
import type { LoadedNet } from '#engine/recognisers/loaded-recogniser.js';
import { parseJson, readRequired, toShared } from '#engine/recognisers/recogniser-files.js';

/** A recogniser that an operator describes, as it is read. */
export interface DescribedRecogniser {
  readonly model: RecogniserModel;
  readonly descriptor: Uint8Array;
}

/** In messages; the descriptor's own id may not be known yet. */
const unnamed = 'recogniser';

/**
 * Reads a descriptor. Throws `ModelFileError`, naming the file.
 * @param remedy what the operator can do then
 */
export async function readDescriptor(file: string, remedy: string): Promise<DescribedRecogniser> {
  const context = { modelId: unnamed, remedy };
  const descriptor = await readRequired(file, context);
  return { model: parseJson(descriptor, recogniserModelSchema, file, context), descriptor };
}

/** The net of a descriptor, checked against the digest that it pins. Throws `ModelFileError`. */
export async function readOwnNet(
  model: RecogniserNetModel,
  folder: string,
  remedy: string,
): Promise<LoadedNet & { readonly version: string }> {
  const file = path.join(folder, model.file);
  const bytes = await readRequired(file, { modelId: model.id, remedy });
  if ((await sha256(bytes)) !== model.sha256) throw new ModelFileError(model.id, file, 'altered', { remedy });
  return { card: cardOf(model), bytes: toShared(bytes), version: model.version };
}

/** A descriptor in the words of the cards that ship: what makes a recogniser of a net. */
export function cardOf(model: RecogniserNetModel): RecogniserCard {
  const { onePicture, ...image } = model.input;
  return {
    id: model.id,
    onnxSha256: model.sha256,
    preprocessingVersion: 1,
    image,
    recogniser: {
      template: model.alignment === 'arcface-112' ? arcFaceTemplate : model.alignment,
      output: model.output.name,
      dimensions: model.output.dimensions,
      mirrorAveraging: model.mirrorAveraging,
      metric: model.metric,
      ...(onePicture && { onePicture }),
      ...(model.operatingPoints !== undefined && { operatingPoints: model.operatingPoints }),
    },
  };
}
