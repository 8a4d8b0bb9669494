/**
 * Reorders a convolution filter from TensorFlow's height × width × in × out to ONNX's out × in × height × width.
 * `scale` multiplies each output channel: a following batch normalisation or scale layer folded in.
 */
export function toOnnxFilter(dims: readonly number[], data: Float32Array, scale?: Float32Array): Float32Array {
  const [height, width, inputs, outputs] = filterDims(dims);
  const result = new Float32Array(data.length);
  let to = 0;
  for (let o = 0; o < outputs; o++) {
    const factor = scale?.[o] ?? 1;
    for (let i = 0; i < inputs; i++) {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          result[to++] = data[((y * width + x) * inputs + i) * outputs + o]! * factor;
        }
      }
    }
  }
  return result;
}

/**
 * Reorders a depthwise filter from TensorFlow's height × width × in × multiplier to ONNX's (in · multiplier) × 1 ×
 * height × width, to be run with `group = in`.
 */
export function toOnnxDepthwiseFilter(dims: readonly number[], data: Float32Array): Float32Array {
  const [height, width, inputs, multiplier] = filterDims(dims);
  const channels = inputs * multiplier;
  const result = new Float32Array(data.length);
  let to = 0;
  for (let channel = 0; channel < channels; channel++) {
    for (let tap = 0; tap < height * width; tap++) result[to++] = data[tap * channels + channel]!;
  }
  return result;
}

/** The four dimensions of a filter; throws when it has another rank. */
export function filterDims(dims: readonly number[]): readonly [number, number, number, number] {
  const [a, b, c, d] = dims;
  if (dims.length !== 4 || a === undefined || b === undefined || c === undefined || d === undefined) {
    throw new Error(`a convolution filter has 4 dimensions, got ${dims.length}`);
  }
  return [a, b, c, d];
}
