import { luminanceMean } from '#engine/quality/measures/luminance-mean.js';

/** LuminanceVariance of ISO/IEC 29794-5: variance of the face's luminance in linear light (0–1), from the shares of its 256 levels. */
export function luminanceVariance(histogram: Float64Array): number {
  const mean = luminanceMean(histogram);
  return histogram.reduce((sum, share, level) => sum + share * (level / 255 - mean) ** 2, 0);
}
