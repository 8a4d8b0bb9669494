/** A vector x in whole numbers q: x ≈ `scale` · q, and |x − `scale` · q| ≤ `error`. */
export interface Quantised {
  readonly scale: number;
  /** Sum of q². */
  readonly square: number;
  readonly error: number;
}

/** Largest code of a sample. */
const largestCode = 127;

/** Rounding of the sums below is some 1e-14 of them. */
const roundedUp = 1 + 1e-12;

/** As a number of 32 bits that is no smaller. */
const singleAbove = (value: number): number => (value === 0 ? 0 : Math.fround(value * (1 + 2 ** -22) + 2 ** -149));

/** Writes a sample's codes into `codes` from `start` on; scale and error are numbers of 32 bits. */
export function quantiseSample(vector: Float32Array, codes: Int8Array, start: number): Quantised {
  const scale = Math.fround(largestOf(vector) / largestCode);
  const quantised = quantise(vector, codes, { start, scale, largest: largestCode });
  return { ...quantised, error: singleAbove(quantised.error) };
}

/** A probe is one: it can have 16 bits, as long as no sum of products with a sample's codes leaves 32. */
export function quantiseProbe(vector: Float32Array, codes: Int16Array): Quantised {
  const largest = Math.min(2 ** 15 - 1, Math.floor((2 ** 31 - 1) / (largestCode * vector.length)));
  return quantise(vector, codes, { start: 0, scale: largestOf(vector) / largest, largest });
}

function quantise(
  vector: Float32Array,
  codes: Int8Array | Int16Array,
  { start, scale, largest }: { readonly start: number; readonly scale: number; readonly largest: number },
): Quantised {
  let square = 0;
  let lost = 0;
  for (let d = 0; d < vector.length; d++) {
    // So small a vector that its scale is 0 is all error.
    const code = scale === 0 ? 0 : Math.max(-largest, Math.min(largest, Math.round(vector[d]! / scale)));
    codes[start + d] = code;
    square += code * code;
    lost += (vector[d]! - scale * code) ** 2;
  }
  return { scale, square, error: Math.sqrt(lost) * roundedUp };
}

/** NaN where the vector holds one: no bound is then true, and the sample is never found. */
function largestOf(vector: Float32Array): number {
  let largest = 0;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  return largest;
}
