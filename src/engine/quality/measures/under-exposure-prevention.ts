/** Highest level of linear luminance that counts as dark (ISO/IEC 29794-5). */
const darkUpTo = 25;

/**
 * UnderExposurePrevention of ISO/IEC 29794-5: the share, 0–1, of the face whose linear luminance is at most 25 of 255.
 * The light that skin reflects differs tenfold between people: a dark face in good light reaches .9.
 */
export const underExposedShare = (histogram: Float64Array): number =>
  histogram.subarray(0, darkUpTo + 1).reduce((sum, share) => sum + share, 0);
