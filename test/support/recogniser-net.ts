import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RecogniserNetModel } from '#domain/recogniser-model.js';
import { OnnxGraph } from '#engine/models/conversion/onnx-graph.js';

/** Makes a recogniser that knows no face: the picture in 4 × 4 fields, mixed by numbers without an order. */
export interface RecogniserNetForm {
  readonly sidePixels?: number;
  readonly dimensions?: number;
  /** Another one gives another net. */
  readonly seed?: number;
  /** What every number is multiplied by; 0: a net that says nothing. */
  readonly gain?: number;
  /** `batch` or 1. */
  readonly pictures?: number | string;
}

export function recogniserOnnx(form: RecogniserNetForm = {}): Uint8Array {
  const { sidePixels = 112, dimensions = 8, seed = 1, gain = 1, pictures = 1 } = form;
  const graph = new OnnxGraph('recogniser', [{ name: 'input', dims: [pictures, 3, sidePixels, sidePixels] }]);
  const field = sidePixels / 4;
  const fields = graph.node('AveragePool', ['input'], { kernel_shape: [field, field], strides: [field, field] });
  const flat = graph.node('Reshape', [fields, graph.integers([-1, 48])]);
  const numbers = Float32Array.from(
    { length: 48 * dimensions },
    (_, at) => gain * ((((at + 1) * 2654435761 * seed) % 1000) / 500 - 1),
  );
  graph.node('MatMul', [flat, graph.floats([48, dimensions], numbers)], {}, 'output');
  return graph.encode([{ name: 'output', dims: [pictures, dimensions] }]);
}

/** Its descriptor, as an operator would write it. */
export const recogniserModel = (onnx: Uint8Array, changes: Partial<RecogniserNetModel> = {}): RecogniserNetModel => ({
  kind: 'net',
  id: 'fields',
  version: '1',
  licence: 'Apache-2.0',
  source: 'made for a test',
  file: 'net.onnx',
  sha256: createHash('sha256').update(onnx).digest('hex'),
  input: {
    name: 'input',
    sidePixels: 112,
    layout: 'nchw',
    channelOrder: 'rgb',
    mean: [127.5, 127.5, 127.5],
    scale: 1 / 128,
    onePicture: true,
  },
  alignment: 'arcface-112',
  output: { name: 'output', dimensions: 8 },
  mirrorAveraging: true,
  metric: 'cosine',
  measured: [],
  ...changes,
});

/** Writes both into a folder; gives the descriptor's path. */
export function writeRecogniser(folder: string, onnx: Uint8Array, model: unknown = recogniserModel(onnx)): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'net.onnx'), onnx);
  const descriptor = path.join(folder, 'recogniser.json');
  writeFileSync(descriptor, JSON.stringify(model));
  return descriptor;
}

/** What a calibration of it might give. */
export const pointsFor = (recogniserDigest: string, threshold = 0.6) => ({
  recogniserDigest,
  threshold,
  reviewFrom: threshold - 0.1,
  falseMatchRates: [
    { score: threshold - 0.2, rate: 1e-2 },
    { score: threshold, rate: 1e-4 },
  ],
  source: 'made for a test',
});
