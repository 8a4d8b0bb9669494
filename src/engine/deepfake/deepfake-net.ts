import type { ImageInput } from '#domain/card.js';
import type { DeepfakeModel, DeepfakeOutputMeaning } from '#domain/deepfake-model.js';
import { toNetInput } from '#engine/face/net-input.js';
import { createSession } from '#engine/models/session.js';

/** A net that tells genuine faces from synthetic or swapped ones. */
export interface DeepfakeNet {
  /**
   * 0–1, 1: genuine. The crop is float RGB 0–255, row-major, side × side × 3. Throws `DeepfakeNetError` where the net gives
   * what its descriptor does not say.
   */
  score(crop: Float32Array): Promise<number>;
  release(): Promise<void>;
}

/** What is wrong with a net's answer, in words for the operator. */
export class DeepfakeNetError extends Error {
  override readonly name = 'DeepfakeNetError';
}

/** Rounding in the net's own softmax; beyond it, a value is no probability. */
const probabilityTolerance = 1e-3;

/** Loads the net. Throws what the runtime throws where it cannot. */
export async function createDeepfakeNet(model: DeepfakeModel, onnx: Uint8Array): Promise<DeepfakeNet> {
  const { input, output } = model;
  const { sidePixels, layout, channelOrder, mean, scale } = input;
  const session = await createSession(onnx, { fixedShapes: true });
  // Per channel here, so that what remains is the order of the values.
  const plain: ImageInput = { name: input.name, sidePixels, layout, channelOrder, mean: [0, 0, 0], scale: 1 };
  return {
    async score(crop) {
      const pixels = crop.map((value, at) => (value - mean[at % 3]!) * scale[at % 3]!);
      const outputs = await session.run({ [input.name]: toNetInput([{ pixels, mirrored: false }], plain) });
      const found = outputs[output.name];
      if (found === undefined) {
        throw new DeepfakeNetError(`it has no output "${output.name}", but ${Object.keys(outputs).join(', ')}`);
      }
      if (found.data.length !== output.values) {
        throw new DeepfakeNetError(
          `output "${output.name}" has ${found.data.length} values (${found.dims.join(' × ')}), not ${output.values}`,
        );
      }
      return genuineness(found.data, output.index, output.meaning);
    },
    release: () => session.release(),
  };
}

/** The probability that the face is genuine. Throws `DeepfakeNetError` for what is not finite, or no probability. */
export function genuineness(values: Float32Array, index: number, meaning: DeepfakeOutputMeaning): number {
  if (!values.every(Number.isFinite)) throw new DeepfakeNetError('it gives values that are not finite');
  const value = values[index]!; // the descriptor's schema keeps it inside
  const [form, of] = meaning.split('-') as ['probability' | 'logit' | 'softmax', 'genuine' | 'fake']; // the form of every meaning
  const probability = { probability: asProbability, logit: logistic, softmax: () => softmax(values, index) }[form](
    value,
  );
  return of === 'genuine' ? probability : 1 - probability;
}

function asProbability(value: number): number {
  if (value < -probabilityTolerance || value > 1 + probabilityTolerance) {
    throw new DeepfakeNetError(`it gives ${value}, which is no probability`);
  }
  return Math.min(1, Math.max(0, value));
}

const logistic = (value: number): number => 1 / (1 + Math.exp(-value));

function softmax(values: Float32Array, index: number): number {
  const largest = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const sum = values.reduce((total, value) => total + Math.exp(value - largest), 0);
  return Math.exp(values[index]! - largest) / sum;
}
