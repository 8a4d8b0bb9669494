/**
 * LuminanceMean of ISO/IEC 29794-5: mean of the luminance of the face in linear light, 0–1, from the shares of its 256
 * levels. Dark skin under studio lamps gives .05, so only extremes can be called a fault; `exposure` is the measure to
 * act on.
 */
export const luminanceMean = (histogram: Float64Array): number =>
  histogram.reduce((sum, share, level) => sum + (share * level) / 255, 0);
