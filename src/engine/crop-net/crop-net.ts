import type { ImageInput } from '#domain/card.js';
import type { CropInput } from '#domain/crop-input.js';
import { toNetInput } from '#engine/face/net-input.js';
import { createSession } from '#engine/models/session.js';

/** A net that sees one square crop of a face and gives a list of values. */
export interface CropNet {
  /**
   * As many finite values as its descriptor says. The crop is float RGB 0–255, row-major, side × side × 3. Throws
   * `CropNetError` where the net gives what its descriptor does not say.
   */
  values(crop: Float32Array): Promise<Float32Array>;
  release(): Promise<void>;
}

/** What is wrong with a net's answer, in words for the operator. */
export class CropNetError extends Error {
  override readonly name = 'CropNetError';
}

/** Rounding in the net's own softmax; beyond it, a value is no probability. */
const probabilityTolerance = 1e-3;

/** Loads the net. Throws what the runtime throws where it cannot. */
export async function createCropNet(
  input: CropInput,
  output: { readonly name: string; readonly values: number },
  onnx: Uint8Array,
): Promise<CropNet> {
  const { sidePixels, layout, channelOrder, mean, scale } = input;
  const session = await createSession(onnx, { fixedShapes: true });
  // Per channel here, so that what remains is the order of the values.
  const plain: ImageInput = { name: input.name, sidePixels, layout, channelOrder, mean: [0, 0, 0], scale: 1 };
  return {
    async values(crop) {
      const pixels = crop.map((value, at) => (value - mean[at % 3]!) * scale[at % 3]!);
      const outputs = await session.run({ [input.name]: toNetInput([{ pixels, mirrored: false }], plain) });
      const found = outputs[output.name];
      if (found === undefined) {
        throw new CropNetError(`it has no output "${output.name}", but ${Object.keys(outputs).join(', ')}`);
      }
      if (found.data.length !== output.values) {
        throw new CropNetError(
          `output "${output.name}" has ${found.data.length} values (${found.dims.join(' × ')}), not ${output.values}`,
        );
      }
      return requireFinite(found.data);
    },
    release: () => session.release(),
  };
}

export function requireFinite(values: Float32Array): Float32Array {
  if (!values.every(Number.isFinite)) throw new CropNetError('it gives values that are not finite');
  return values;
}

export function asProbability(value: number): number {
  if (value < -probabilityTolerance || value > 1 + probabilityTolerance) {
    throw new CropNetError(`it gives ${value}, which is no probability`);
  }
  return Math.min(1, Math.max(0, value));
}

export function softmax(values: Float32Array, index: number): number {
  const largest = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const sum = values.reduce((total, value) => total + Math.exp(value - largest), 0);
  return Math.exp(values[index]! - largest) / sum;
}

/** Squares of 0–255 that are no faces: a net need not be right about them, but has to answer. */
const trialPictures: readonly ((x: number, y: number, channel: number) => number)[] = [
  () => 0,
  () => 128,
  () => 255,
  (x, y, channel) => (x * 255 + y * channel * 97) % 256,
  // Neighbours without an order, the same in every run.
  (x, y, channel) => ((x * 7919 + y * 104729 + channel * 1299709) ^ (x * y * 31)) & 255,
];

/** Loads a net and shows it a few pictures; what it does that its descriptor does not say, in words, or null. */
export async function proveCropNet<T extends { release(): Promise<void> }>(
  sidePixels: number,
  load: () => Promise<T>,
  look: (net: T, crop: Float32Array) => Promise<unknown>,
): Promise<string | null> {
  try {
    const net = await load();
    try {
      for (const picture of trialPictures) {
        const value = (_: unknown, at: number): number => {
          const pixel = Math.floor(at / 3);
          return picture(pixel % sidePixels, Math.floor(pixel / sidePixels), at % 3);
        };
        await look(net, Float32Array.from({ length: sidePixels * sidePixels * 3 }, value));
      }
    } finally {
      await net.release();
    }
    return null;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? error.name) : String(error);
  }
}
