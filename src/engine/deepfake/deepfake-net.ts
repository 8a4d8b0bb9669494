import type { DeepfakeModel, DeepfakeOutputMeaning } from '#domain/deepfake-model.js';
import { asProbability, createCropNet, requireFinite, softmax } from '#engine/crop-net/crop-net.js';

/** A net that tells genuine faces from synthetic or swapped ones. */
export interface DeepfakeNet {
  /**
   * 0–1, 1: genuine. The crop is float RGB 0–255, row-major, side × side × 3. Throws `CropNetError` where the net gives what
   * its descriptor does not say.
   */
  score(crop: Float32Array): Promise<number>;
  release(): Promise<void>;
}

/** Loads the net. Throws what the runtime throws where it cannot. */
export async function createDeepfakeNet({ input, output }: DeepfakeModel, onnx: Uint8Array): Promise<DeepfakeNet> {
  const net = await createCropNet(input, output, onnx);
  return {
    score: async (crop) => genuineness(await net.values(crop), output.index, output.meaning),
    release: () => net.release(),
  };
}

/** The probability that the face is genuine. Throws `CropNetError` for what is not finite, or no probability. */
export function genuineness(values: Float32Array, index: number, meaning: DeepfakeOutputMeaning): number {
  const value = requireFinite(values)[index]!; // the descriptor's schema keeps it inside
  const [form, of] = meaning.split('-') as ['probability' | 'logit' | 'softmax', 'genuine' | 'fake']; // the form of every meaning
  const probability = { probability: asProbability, logit: logistic, softmax: () => softmax(values, index) }[form](
    value,
  );
  return of === 'genuine' ? probability : 1 - probability;
}

const logistic = (value: number): number => 1 / (1 + Math.exp(-value));
