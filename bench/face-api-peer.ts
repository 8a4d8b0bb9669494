import { createRequire } from 'node:module';
import path from 'node:path';
import type { RgbImage } from '#engine/decode/rgb-image.js';

/** What a Node developer would use today: `@vladmandic/face-api` on TensorFlow.js' WebAssembly backend, as its README says. */
export interface FacePeer {
  readonly name: string;
  /** Detect, find landmarks and describe the one face; its 128-d descriptor, or null where none was found. */
  describe(image: RgbImage): Promise<Float32Array | null>;
}

/** The parts of face-api's and TensorFlow.js' interfaces that this file uses; their own types need a DOM. */
interface FaceApi {
  readonly nets: Record<string, { loadFromDisk(folder: string): Promise<void> }>;
  readonly SsdMobilenetv1Options: new (options: { minConfidence: number }) => object;
  detectSingleFace(
    input: object,
    options: object,
  ): { withFaceLandmarks(): { withFaceDescriptor(): Promise<{ descriptor: Float32Array } | undefined> } };
}
interface TensorFlow {
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  tensor3d(data: Uint8Array, shape: [number, number, number], type: 'int32'): object;
  dispose(tensor: object): void;
}

export async function createFaceApiPeer(): Promise<FacePeer> {
  const require = createRequire(import.meta.url);
  const tf = require('@tensorflow/tfjs') as TensorFlow;
  const wasm = require('@tensorflow/tfjs-backend-wasm') as { setWasmPaths(folder: string): void };
  wasm.setWasmPaths(`${path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  await tf.setBackend('wasm');
  await tf.ready();
  const faceapi = require('@vladmandic/face-api/dist/face-api.node-wasm.js') as FaceApi;
  const weights = path.join(path.dirname(require.resolve('@vladmandic/face-api/package.json')), 'model');
  for (const net of ['ssdMobilenetv1', 'faceLandmark68Net', 'faceRecognitionNet']) {
    await faceapi.nets[net]!.loadFromDisk(weights);
  }
  const options = new faceapi.SsdMobilenetv1Options({ minConfidence: 0.3 });
  return {
    name: 'face-api on tfjs-wasm',
    async describe({ data, width, height }) {
      const tensor = tf.tensor3d(data, [height, width, 3], 'int32');
      try {
        const found = await faceapi.detectSingleFace(tensor, options).withFaceLandmarks().withFaceDescriptor();
        return found?.descriptor ?? null;
      } finally {
        tf.dispose(tensor);
      }
    },
  };
}
