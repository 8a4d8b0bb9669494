import type { DeepfakeModel } from '#domain/deepfake-model.js';
import { proveCropNet } from '#engine/crop-net/crop-net.js';
import { createDeepfakeNet } from '#engine/deepfake/deepfake-net.js';

/** Loads a net and shows it a few pictures; what it does that its descriptor does not say, in words, or null. */
export const proveDeepfakeNet = (model: DeepfakeModel, onnx: Uint8Array): Promise<string | null> =>
  proveCropNet(
    model.input.sidePixels,
    () => createDeepfakeNet(model, onnx),
    (net, crop) => net.score(crop),
  );
