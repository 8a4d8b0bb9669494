import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { GraphModel } from '@tensorflow/tfjs-converter';
import { env, io, ready, setBackend, tensor4d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { blazeFaceSide, decodeFaces, type GridOutput } from '#web/capture/guidance/blaze-face.js';
import type { SeenFace } from '#web/capture/guidance/seen-face.js';

/** The files of the model, loaded by the page, which shows how far it is. */
export interface FaceModelFiles {
  readonly wasm: Readonly<Record<'plain' | 'simd', string>>;
  readonly topology: ArrayBuffer;
  readonly weights: ArrayBuffer;
}
export type FaceRequest = { readonly files: FaceModelFiles } | { readonly rgba: ArrayBuffer };
export type FaceAnswer =
  { readonly ready: true } | { readonly failed: string } | { readonly faces: readonly SeenFace[] };

interface ModelJson {
  readonly modelTopology: object;
  readonly weightsManifest: readonly { readonly weights: io.WeightsManifestEntry[] }[];
}

let model: GraphModel | null = null;

const tell = (answer: FaceAnswer): void => self.postMessage(answer);

self.onmessage = async ({ data }: MessageEvent<FaceRequest>) => {
  try {
    if ('files' in data) {
      model = await loadModel(data.files);
      look(model, new Uint8Array(blazeFaceSide * blazeFaceSide * 4));
      tell({ ready: true });
    } else if (model !== null) {
      tell({ faces: look(model, new Uint8Array(data.rgba)) });
    }
  } catch (error) {
    tell({ failed: String(error) });
  }
};

async function loadModel({ wasm, topology, weights }: FaceModelFiles): Promise<GraphModel> {
  // Threads need headers that would keep the page from being framed.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': wasm.plain,
    'tfjs-backend-wasm-simd.wasm': wasm.simd,
    // Has to be named, and is never loaded.
    'tfjs-backend-wasm-threaded-simd.wasm': wasm.simd,
  });
  if (!(await setBackend('wasm'))) throw new Error('no WebAssembly');
  await ready();
  const { modelTopology, weightsManifest } = JSON.parse(new TextDecoder().decode(topology)) as ModelJson; // TensorFlow.js' own format
  const loaded = new GraphModel(
    io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest.flatMap((group) => group.weights),
      weightData: weights,
    }),
  );
  await loaded.load();
  return loaded;
}

/** `rgba`: `blazeFaceSide`² pixels, row-major. */
function look(net: GraphModel, rgba: Uint8Array): SeenFace[] {
  const input = new Float32Array(blazeFaceSide * blazeFaceSide * 3);
  for (let pixel = 0; pixel < blazeFaceSide * blazeFaceSide; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      input[pixel * 3 + channel] = rgba[pixel * 4 + channel]! / 127.5 - 1;
    }
  }
  const flat = tidy(() => {
    const picture = tensor4d(input, [1, blazeFaceSide, blazeFaceSide, 3]);
    const outputs = net.predict(picture) as Tensor[]; // this net has four
    return outputs.map((output) => ({ values: output.dataSync() as Float32Array, width: output.shape.at(-1) ?? 0 }));
  });
  return decodeFaces(gridsOf(flat));
}

/** Scores have one number per anchor, boxes sixteen; the finer grid has more anchors. */
function gridsOf(outputs: readonly { readonly values: Float32Array; readonly width: number }[]): GridOutput[] {
  const bySize = (left: { values: Float32Array }, right: { values: Float32Array }): number =>
    right.values.length - left.values.length;
  const scores = outputs.filter(({ width }) => width === 1).sort(bySize);
  const boxes = outputs.filter(({ width }) => width !== 1).sort(bySize);
  return scores.map(({ values }, index) => ({ scores: values, boxes: boxes[index]!.values }));
}
