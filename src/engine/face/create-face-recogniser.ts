import type { FiveLandmarks, Template } from '#domain/face.js';
import { nativeScore } from '#engine/compare/native-score.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { NetRecogniser } from '#engine/face/face-recogniser.js';
import { toNetInput } from '#engine/face/net-input.js';
import { recogniserDigest, type RecogniserCard } from '#engine/face/recogniser-digest.js';
import { fitSimilarity } from '#engine/face/similarity.js';
import { warpSquare } from '#engine/face/warp-square.js';
import { createSession } from '#engine/models/session.js';

/** A recogniser from an ONNX model and its card: any net that turns an aligned face into a vector fits. */
export async function createFaceRecogniser(model: {
  readonly card: RecogniserCard;
  readonly bytes: Uint8Array;
}): Promise<NetRecogniser> {
  const { image: input, recogniser } = model.card;
  if (input === undefined || recogniser === undefined) {
    throw new Error(`model ${model.card.id}: a recogniser's card needs the blocks "image" and "recogniser"`);
  }
  const { template, output, dimensions, mirrorAveraging, metric, onePicture = false } = recogniser;
  const digest = recogniserDigest(model.card);
  const session = await createSession(model.bytes, { fixedShapes: true });

  const cropTo = (image: RgbImage, landmarks: FiveLandmarks): Float32Array =>
    warpSquare(image, fitSimilarity(template, landmarks), input.sidePixels);

  type Crop = { readonly pixels: Float32Array; readonly mirrored: boolean };

  async function run(crops: readonly Crop[]): Promise<Float32Array> {
    const outputs = await session.run({ [input!.name]: toNetInput(crops, input!) });
    const descriptors = outputs[output]?.data;
    if (descriptors?.length !== crops.length * dimensions) {
      const found = Object.entries(outputs).map(([name, { dims }]) => `${name} (${dims.join(' × ')})`);
      throw new Error(`output ${output} is not ${crops.length} × ${dimensions}; there is ${found.join(', ')}`);
    }
    return descriptors;
  }

  /** One descriptor after the other. */
  async function describe(crops: readonly Crop[]): Promise<Float32Array> {
    if (!onePicture) return run(crops);
    const rows = new Float32Array(crops.length * dimensions);
    for (const [i, crop] of crops.entries()) rows.set(await run([crop]), i * dimensions);
    return rows;
  }

  async function both(image: RgbImage, landmarks: FiveLandmarks): Promise<Float32Array> {
    const pixels = cropTo(image, landmarks);
    return describe([false, true].map((mirrored) => ({ pixels, mirrored })));
  }

  const templateOf = (vector: Float32Array): Template => ({ digest, vector });

  return {
    digest,
    metric,
    interEyeDistancePixels: Math.hypot(template[1].x - template[0].x, template[1].y - template[0].y),
    async embed(image, landmarks) {
      if (mirrorAveraging) return templateOf(meanOfRows(await both(image, landmarks), dimensions));
      return templateOf(await describe([{ pixels: cropTo(image, landmarks), mirrored: false }]));
    },
    async embedBoth(image, landmarks) {
      const rows = await both(image, landmarks);
      const plain = templateOf(rows.slice(0, dimensions));
      return {
        template: mirrorAveraging ? templateOf(meanOfRows(rows, dimensions)) : plain,
        plain,
        mirrored: templateOf(rows.slice(dimensions)),
      };
    },
    async embedViews(image, views) {
      const crops = views.map(({ landmarks, mirrored }) => ({ pixels: cropTo(image, landmarks), mirrored }));
      const descriptors = await describe(crops);
      return views.map((_, i) => templateOf(descriptors.slice(i * dimensions, (i + 1) * dimensions)));
    },
    score(probe, reference) {
      if (probe.digest !== digest) {
        throw new Error('templates of another recogniser cannot be compared by this one');
      }
      return nativeScore(metric, probe, reference);
    },
  };
}

function meanOfRows(rows: Float32Array, length: number): Float32Array {
  const mean = new Float32Array(length);
  const count = rows.length / length;
  for (let i = 0; i < rows.length; i++) mean[i % length]! += rows[i]! / count;
  return mean;
}
