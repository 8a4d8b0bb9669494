import type { Template } from '#domain/face.js';
import type { RecogniserInUse } from '#engine/compare/recogniser-in-use.js';
import { openImage } from '#engine/decode/image-source.js';
import { createFaceDetector } from '#engine/face/create-face-detector.js';
import type { ModelId } from '#engine/models/model-cards.js';
import { loadModels, type LoadedModel } from '#engine/models/model-store.js';
import { createLoadedRecogniser } from '#engine/recognisers/create-loaded-recogniser.js';
import { loadRecogniser } from '#engine/recognisers/load-recogniser.js';
import { inUse, netsOf } from '#engine/recognisers/loaded-recogniser.js';
import { loadRecogniserInUse } from '#engine/recognisers/recogniser-choice.js';

export interface PairEmbedder {
  /** The template of the largest face in an encoded picture; null where the file or the face cannot be read. */
  embed(bytes: Uint8Array): Promise<Template | null>;
  /** Digests by name: the nets, and the recogniser with its preparation of the picture. */
  readonly models: Readonly<Record<string, string>>;
  /** Of the recogniser; without operating points of its own, nothing is a match. */
  readonly recogniser: RecogniserInUse;
}

/** Longer side of the copy that faces are searched in, as in a verification. */
const workingSidePixels = 1280;

/**
 * Face detection and recognition alone, for evaluation: of a picture with several faces the largest counts, where a
 * verification would refuse it.
 */
export async function createPairEmbedder(options: {
  /** Where converted models are kept. */
  readonly modelsDirectory: string;
  /** One that is installed, also without operating points; default: the one that the server runs with. */
  readonly recogniserId?: string;
}): Promise<PairEmbedder> {
  const ids = ['face-detection', 'face-mesh', 'face-recognition'] as const satisfies ModelId[];
  const models = await loadModels({ modelsDirectory: options.modelsDirectory, ids });
  const model = (id: (typeof ids)[number]): LoadedModel => models.get(id)!; // loadModels gives what it was asked for
  const detector = await createFaceDetector({
    faceDetection: model('face-detection').bytes,
    faceMesh: model('face-mesh').bytes,
  });
  const { modelsDirectory, recogniserId } = options;
  const loading = { modelsDirectory, shipped: model('face-recognition') };
  const loaded = await (recogniserId === undefined
    ? loadRecogniserInUse(loading)
    : loadRecogniser(recogniserId, loading));
  const recogniser = await createLoadedRecogniser(loaded);
  return {
    async embed(bytes) {
      const picture = await openImage(bytes, workingSidePixels);
      if (!picture.ok) return null;
      const image = await picture.value.resized(workingSidePixels);
      const [largest] = await detector.detect(image);
      return largest === undefined ? null : recogniser.embed(image, largest.landmarks);
    },
    models: {
      'face-detection': model('face-detection').card.onnxSha256,
      'face-mesh': model('face-mesh').card.onnxSha256,
      ...Object.fromEntries(netsOf(loaded).map(({ card }) => [card.id, card.onnxSha256])),
      template: recogniser.digest,
    },
    recogniser: inUse(loaded),
  };
}
