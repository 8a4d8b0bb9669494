import { createHash } from 'node:crypto';
import type { ModelCard } from '#domain/card.js';
import type { FiveLandmarks } from '#domain/face.js';
import { nativeScore } from '#engine/compare/native-score.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { FaceRecogniser } from '#engine/face/face-recogniser.js';
import { toNetInput } from '#engine/face/net-input.js';
import { fitSimilarity } from '#engine/face/similarity.js';
import { warpSquare } from '#engine/face/warp-square.js';
import { createSession } from '#engine/models/session.js';

/** What of a card makes a recogniser. */
export type RecogniserCard = Pick<ModelCard, 'id' | 'onnxSha256' | 'preprocessingVersion' | 'image' | 'recogniser'>;

/** A recogniser from an ONNX model and its card: any net that turns an aligned face into a vector fits. */
export async function createFaceRecogniser(model: {
  readonly card: RecogniserCard;
  readonly bytes: Uint8Array;
}): Promise<FaceRecogniser> {
  const { image: input, recogniser } = model.card;
  if (input === undefined || recogniser === undefined) {
    throw new Error(`model ${model.card.id}: a recogniser's card needs the blocks "image" and "recogniser"`);
  }
  const { template, output, dimensions, mirrorAveraging, metric } = recogniser;
  const digest = recogniserDigest(model.card);
  const session = await createSession(model.bytes, { fixedShapes: true });

  const cropTo = (image: RgbImage, landmarks: FiveLandmarks): Float32Array =>
    warpSquare(image, fitSimilarity(template, landmarks), input.sidePixels);

  /** One descriptor after the other. */
  async function describe(crops: readonly { pixels: Float32Array; mirrored: boolean }[]): Promise<Float32Array> {
    const descriptors = (await session.run({ [input!.name]: toNetInput(crops, input!) }))[output]?.data;
    if (descriptors?.length !== crops.length * dimensions) {
      throw new Error(`model ${model.card.id}: output ${output} is not ${crops.length} × ${dimensions}`);
    }
    return descriptors;
  }

  return {
    digest,
    async embed(image, landmarks) {
      const pixels = cropTo(image, landmarks);
      const crops = (mirrorAveraging ? [false, true] : [false]).map((mirrored) => ({ pixels, mirrored }));
      return { digest, vector: meanOfRows(await describe(crops), dimensions) };
    },
    async embedBoth(image, landmarks) {
      const pixels = cropTo(image, landmarks);
      const rows = await describe([false, true].map((mirrored) => ({ pixels, mirrored })));
      const plain = rows.slice(0, dimensions);
      return {
        template: { digest, vector: mirrorAveraging ? meanOfRows(rows, dimensions) : plain },
        plain: { digest, vector: plain },
        mirrored: { digest, vector: rows.slice(dimensions) },
      };
    },
    async embedViews(image, views) {
      const crops = views.map(({ landmarks, mirrored }) => ({ pixels: cropTo(image, landmarks), mirrored }));
      const descriptors = await describe(crops);
      return views.map((_, i) => ({ digest, vector: descriptors.slice(i * dimensions, (i + 1) * dimensions) }));
    },
    score(probe, reference) {
      if (probe.digest !== digest) {
        throw new Error('templates of another recogniser cannot be compared by this one');
      }
      return nativeScore(metric, probe, reference);
    },
  };
}

/** Names the net and everything done to a picture before it: what must agree for two templates to be comparable. */
export function recogniserDigest({ onnxSha256, preprocessingVersion, image, recogniser }: RecogniserCard): string {
  const { operatingPoints: _decidesLater, ...preparation } = recogniser ?? { operatingPoints: null };
  return createHash('sha256')
    .update(JSON.stringify([onnxSha256, preprocessingVersion, image, preparation]))
    .digest('hex');
}

function meanOfRows(rows: Float32Array, length: number): Float32Array {
  const mean = new Float32Array(length);
  const count = rows.length / length;
  for (let i = 0; i < rows.length; i++) mean[i % length]! += rows[i]! / count;
  return mean;
}
