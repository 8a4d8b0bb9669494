import type { Template } from '#domain/face.js';
import { nativeScore } from '#engine/compare/native-score.js';
import { cutView } from '#engine/face/cut-view.js';
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
  const { views = [{}], unitLength = false } = recogniser;
  const digest = recogniserDigest(model.card);
  const session = await createSession(model.bytes, { fixedShapes: true });

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

  const templateOf = (vector: Float32Array): Template => ({ digest, vector });

  return {
    digest,
    metric,
    interEyeDistancePixels: Math.hypot(template[1].x - template[0].x, template[1].y - template[0].y),
    async embed(image, face) {
      const crops = views.flatMap((view) => {
        const pixels = cutView(image, face, view, template, input.sidePixels);
        return (mirrorAveraging ? [false, true] : [false]).map((mirrored) => ({ pixels, mirrored }));
      });
      const mean = meanOfRows(await describe(crops), dimensions);
      return templateOf(unitLength ? toUnitLength(mean) : mean);
    },
    async embedViews(image, plainViews) {
      const crops = plainViews.map(({ landmarks, mirrored }) => ({
        pixels: warpSquare(image, fitSimilarity(template, landmarks), input.sidePixels),
        mirrored,
      }));
      const descriptors = await describe(crops);
      return plainViews.map((_, i) => templateOf(descriptors.slice(i * dimensions, (i + 1) * dimensions)));
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

function toUnitLength(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
