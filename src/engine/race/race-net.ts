import type { RaceEstimate } from '#domain/face.js';
import type { RaceModel } from '#domain/race-model.js';
import { asProbability, createCropNet, proveCropNet, softmax } from '#engine/crop-net/crop-net.js';

/** A net that guesses a group of origin. */
export interface RaceNet {
  look(crop: Float32Array): Promise<RaceEstimate>;
  release(): Promise<void>;
}

/** Loads the net. Throws what the runtime throws where it cannot. */
export async function createRaceNet({ input, output }: RaceModel, onnx: Uint8Array): Promise<RaceNet> {
  const { name, labels, meaning } = output;
  const net = await createCropNet(input, { name, values: labels.length }, onnx);
  return {
    async look(crop) {
      const values = await net.values(crop);
      const confidences = labels.map((_, i) =>
        meaning === 'softmax' ? softmax(values, i) : asProbability(values[i]!),
      );
      const confidence = Math.max(...confidences);
      return { label: labels[confidences.indexOf(confidence)]!, confidence };
    },
    release: () => net.release(),
  };
}

/** Loads a net and shows it a few pictures; what it does that its descriptor does not say, in words, or null. */
export const proveRaceNet = (model: RaceModel, onnx: Uint8Array): Promise<string | null> =>
  proveCropNet(
    model.input.sidePixels,
    () => createRaceNet(model, onnx),
    (net, crop) => net.look(crop),
  );
