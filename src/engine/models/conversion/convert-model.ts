import type { z } from 'zod';
import type { ModelCard } from '#domain/card.js';
import { faceApiNetworks } from '#engine/models/conversion/face-api-networks.js';
import { convertTfjsGraphModel } from '#engine/models/conversion/tfjs-graph-model.js';
import { miniFasNet } from '#engine/models/conversion/minifasnet.js';
import { tfjsGraphModelSchema } from '#engine/models/conversion/tfjs-graph-schema.js';
import { decodeWeights, weightsManifestSchema } from '#engine/models/conversion/tfjs-weights.js';
import { readStateDict } from '#engine/models/pytorch/read-state-dict.js';

/**
 * The ONNX model of a card from its source files, given in the card's order. Deterministic: the card pins the digest of
 * the result.
 */
export function convertModel(card: Pick<ModelCard, 'id' | 'conversion'>, files: readonly Uint8Array[]): Uint8Array {
  const { conversion } = card;
  switch (conversion.kind) {
    case 'none':
      return fileAt(files, 0);
    case 'tfjs-graph': {
      const model = parseJson(tfjsGraphModelSchema, fileAt(files, 0));
      const outputs = conversion.outputs.map(({ name, node, dims }) => ({ name, node, dims }));
      return convertTfjsGraphModel(card.id, model, fileAt(files, 1), outputs);
    }
    case 'face-api': {
      const manifest = parseJson(weightsManifestSchema, fileAt(files, 0));
      return faceApiNetworks[conversion.network](decodeWeights(manifest, fileAt(files, 1)));
    }
    case 'minifasnet':
      return miniFasNet(card.id, readStateDict(fileAt(files, 0)));
  }
}

/** How many of a card's source files go into its ONNX model; the others are extra files. */
export const convertedFileCount = ({ kind }: ModelCard['conversion']): number =>
  kind === 'none' || kind === 'minifasnet' ? 1 : 2;

const parseJson = <T>(schema: z.ZodType<T>, bytes: Uint8Array): T =>
  schema.parse(JSON.parse(new TextDecoder().decode(bytes)));

function fileAt(files: readonly Uint8Array[], index: number): Uint8Array {
  const file = files[index];
  if (file === undefined) throw new Error(`the card names only ${files.length} source files`);
  return file;
}
