import type { DeepfakeModel } from '#domain/deepfake-model.js';
import { createDeepfakeNet } from '#engine/deepfake/deepfake-net.js';

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
export async function proveDeepfakeNet(model: DeepfakeModel, onnx: Uint8Array): Promise<string | null> {
  const { sidePixels } = model.input;
  try {
    const net = await createDeepfakeNet(model, onnx);
    try {
      for (const picture of trialPictures) {
        const value = (_: unknown, at: number): number => {
          const pixel = Math.floor(at / 3);
          return picture(pixel % sidePixels, Math.floor(pixel / sidePixels), at % 3);
        };
        await net.score(Float32Array.from({ length: sidePixels * sidePixels * 3 }, value));
      }
    } finally {
      await net.release();
    }
    return null;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? error.name) : String(error);
  }
}
