import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Tf from '@tensorflow/tfjs';
import type * as FaceApi from '@vladmandic/face-api';
import { beforeAll, describe, expect, test } from 'vitest';
import { convertModel } from '#engine/models/conversion/convert-model.js';
import { findPackageFolder } from '#engine/models/find-package-folder.js';
import { readModelCard, type ModelId } from '#engine/models/model-cards.js';
import { createSession, type FloatTensor } from '#engine/models/session.js';

// The originals run on TFJS's wasm backend, in the build of face-api that shares its TFJS with this test.
const require = createRequire(import.meta.url);
const tf = require('@tensorflow/tfjs') as typeof Tf;
const faceApi = require('@vladmandic/face-api/dist/face-api.node-wasm.js') as typeof FaceApi;

const faceApiWeights = path.join(findPackageFolder('@vladmandic/face-api')!, 'model');

/** Both compute in float32 and sum in different orders; a wrong graph is off by orders of magnitude more. */
const worstRelativeDifference = 2e-5;

beforeAll(async () => {
  await tf.setBackend('wasm');
  await tf.ready();
});

/** Uniform in [low, high); the multiplier and increment of Numerical Recipes. */
function randomFloats(size: number, low: number, high: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length: size }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return low + ((high - low) * state) / 2 ** 32;
  });
}

function expectClose(actual: Float32Array, original: ArrayLike<number>): void {
  const expected = Float32Array.from(original);
  expect(actual.length).toBe(expected.length);
  const largest = expected.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  const worst = expected.reduce((max, value, i) => Math.max(max, Math.abs(value - actual[i]!)), 0);
  expect(worst / largest).toBeLessThan(worstRelativeDifference);
}

async function sourceFiles(id: ModelId): Promise<Uint8Array[]> {
  const { source } = await readModelCard(id);
  if (!('package' in source)) throw new Error(`${id} is part of no package`);
  return source.files.map(({ path: file }) => readFileSync(path.join(findPackageFolder(source.package)!, file)));
}

async function runConverted(id: ModelId, input: string, tensor: FloatTensor): Promise<Record<string, FloatTensor>> {
  const onnx = convertModel(await readModelCard(id), await sourceFiles(id));
  const session = await createSession(onnx, { fixedShapes: true });
  const outputs = await session.run({ [input]: tensor });
  await session.release();
  return outputs;
}

async function loadGraphModel(id: ModelId): Promise<Tf.GraphModel> {
  const [json, weights] = await sourceFiles(id);
  const model = JSON.parse(new TextDecoder().decode(json)) as {
    modelTopology: Tf.io.ModelArtifacts['modelTopology'];
    weightsManifest: Tf.io.WeightsManifestConfig;
  };
  return tf.loadGraphModel({
    load: () =>
      Promise.resolve({
        modelTopology: model.modelTopology,
        weightSpecs: model.weightsManifest.flatMap((group) => group.weights),
        weightData: Uint8Array.from(weights!).buffer,
      }),
  });
}

describe('GraphModels give what TFJS gives', () => {
  test('face-detection', async () => {
    const input = randomFloats(256 * 256 * 3, -1, 1);
    const model = await loadGraphModel('face-detection');
    const expected = model.predict(tf.tensor(input, [1, 256, 256, 3])) as Tf.Tensor[];
    const outputs = await runConverted('face-detection', 'input', { dims: [1, 256, 256, 3], data: input });
    for (const [name, dims] of [
      ['scores16', [1, 512, 1]],
      ['scores32', [1, 384, 1]],
      ['boxes16', [1, 512, 16]],
      ['boxes32', [1, 384, 16]],
    ] as const) {
      const original = expected.find((tensor) => tensor.shape.join() === dims.join())!;
      expect(outputs[name]!.dims).toEqual(dims);
      expectClose(outputs[name]!.data, await original.data());
    }
  });

  test('face-mesh', async () => {
    const input = randomFloats(192 * 192 * 3, 0, 1);
    const model = await loadGraphModel('face-mesh');
    const expected = model.predict(tf.tensor(input, [1, 192, 192, 3])) as Tf.Tensor[];
    const outputs = await runConverted('face-mesh', 'input_1', { dims: [1, 192, 192, 3], data: input });
    expect(Object.keys(outputs)).toEqual(['mesh', 'flag']);
    expectClose(outputs['mesh']!.data, await expected.find((t) => t.shape[1] === 1404)!.data());
    // A probability; on noise it is near 0, where a relative difference would mean nothing.
    const [flag] = await expected.find((t) => t.shape[1] === 1)!.data();
    expect(outputs['flag']!.data[0]).toBeCloseTo(flag!, 5);
  });
});

describe('face-api’s nets give what face-api gives', () => {
  /** A picture, as face-api takes it and as the converted nets take it: normalised and planar. */
  function picture(side: number): { hwc: Float32Array; tensor: FloatTensor } {
    const hwc = randomFloats(side * side * 3, 0, 255);
    const data = new Float32Array(hwc.length);
    const mean = [122.782, 117.001, 104.298] as const;
    for (let i = 0; i < side * side; i++) {
      for (const c of [0, 1, 2] as const) data[c * side * side + i] = (hwc[i * 3 + c]! - mean[c]) / 255;
    }
    return { hwc, tensor: { dims: [1, 3, side, side], data } };
  }

  const original = (hwc: Float32Array, side: number): Promise<FaceApi.NetInput> =>
    faceApi.toNetInput(faceApi.tf.tensor3d(hwc, [side, side, 3]));

  test('face-recognition', async () => {
    const net = new faceApi.FaceRecognitionNet();
    await net.loadFromDisk(faceApiWeights);
    const { hwc, tensor } = picture(150);
    const expected = net.forwardInput(await original(hwc, 150)).dataSync();
    const { descriptor } = await runConverted('face-recognition', 'input', tensor);
    expect(descriptor!.dims).toEqual([1, 128]);
    expectClose(descriptor!.data, expected);
  });

  test('age-gender', async () => {
    const net = new faceApi.AgeGenderNet();
    await net.loadFromDisk(faceApiWeights);
    const { hwc, tensor } = picture(112);
    const expected = net.forwardInput(await original(hwc, 112));
    const outputs = await runConverted('age-gender', 'input', tensor);
    expectClose(outputs['age']!.data, expected.age.dataSync());
    expectClose(outputs['gender']!.data, expected.gender.dataSync());
  });

  test('face-expression', async () => {
    const net = new faceApi.FaceExpressionNet();
    await net.loadFromDisk(faceApiWeights);
    const { hwc, tensor } = picture(112);
    const expected = net.forwardInput(await original(hwc, 112)).dataSync();
    const { probabilities } = await runConverted('face-expression', 'input', tensor);
    expect(probabilities!.dims).toEqual([1, 7]);
    expectClose(probabilities!.data, expected);
  });
});
