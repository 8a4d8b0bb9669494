import { z } from 'zod';

/** A weight of a TFJS model: row-major in TensorFlow's own axis order (convolution filters are height, width, in, out). */
export interface Weight {
  readonly dims: readonly number[];
  readonly data: Float32Array | Int32Array;
}

const quantizationSchema = z.union([
  z.object({ dtype: z.literal('float16') }),
  z.object({ dtype: z.enum(['uint8', 'uint16']), scale: z.number(), min: z.number() }),
]);

const weightSpecificationSchema = z.object({
  name: z.string(),
  shape: z.array(z.number().int().min(0)),
  dtype: z.enum(['float32', 'int32']),
  quantization: quantizationSchema.optional(),
});
type WeightSpecification = z.infer<typeof weightSpecificationSchema>;

/** The weight groups of a TFJS manifest; each group names the files whose concatenation holds its weights. */
export const weightsManifestSchema = z.array(
  z.object({ weights: z.array(weightSpecificationSchema), paths: z.array(z.string()) }),
);
export type WeightsManifest = z.infer<typeof weightsManifestSchema>;

/**
 * Cuts the weight file into named weights, in manifest order, and undoes the quantisation: an 8- or 16-bit integer q
 * stands for `q · scale + min`, float16 for itself. The file must end where the last weight ends.
 */
export function decodeWeights(manifest: WeightsManifest, file: Uint8Array): Map<string, Weight> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const weights = new Map<string, Weight>();
  let at = 0;
  for (const specification of manifest.flatMap((group) => group.weights)) {
    const size = specification.shape.reduce((product, dim) => product * dim, 1);
    const { bytesPerValue, read } = valueReader(specification, view);
    if (at + size * bytesPerValue > file.byteLength) throw new Error(`weight file ends inside ${specification.name}`);
    const data = specification.dtype === 'int32' ? new Int32Array(size) : new Float32Array(size);
    for (let i = 0; i < size; i++) data[i] = read(at + i * bytesPerValue);
    at += size * bytesPerValue;
    weights.set(specification.name, { dims: specification.shape, data });
  }
  if (at !== file.byteLength) throw new Error(`weight file has ${file.byteLength - at} bytes after the last weight`);
  return weights;
}

interface ValueReader {
  readonly bytesPerValue: number;
  readonly read: (offset: number) => number;
}

function valueReader({ dtype, quantization }: WeightSpecification, view: DataView): ValueReader {
  if (quantization === undefined) {
    if (dtype === 'int32') return { bytesPerValue: 4, read: (offset) => view.getInt32(offset, true) };
    return { bytesPerValue: 4, read: (offset) => view.getFloat32(offset, true) };
  }
  if (quantization.dtype === 'float16') {
    return { bytesPerValue: 2, read: (offset) => halfToNumber(view.getUint16(offset, true)) };
  }
  const { scale, min } = quantization;
  if (quantization.dtype === 'uint8')
    return { bytesPerValue: 1, read: (offset) => view.getUint8(offset) * scale + min };
  return { bytesPerValue: 2, read: (offset) => view.getUint16(offset, true) * scale + min };
}

/** IEEE 754 binary16: 1 sign, 5 exponent (bias 15), 10 fraction bits. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
