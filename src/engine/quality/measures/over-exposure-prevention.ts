/** Lowest level of linear luminance that counts as blown (ISO/IEC 29794-5). */
const blownFrom = 247;

/** OverExposurePrevention of ISO/IEC 29794-5: the share, 0–1, of the face whose linear luminance is at least 247 of 255. */
export const overExposedShare = (histogram: Float64Array): number =>
  histogram.subarray(blownFrom).reduce((sum, share) => sum + share, 0);
