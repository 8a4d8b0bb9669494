/** DynamicRange of ISO/IEC 29794-5: entropy of the histogram of the face's linear luminance, 0–8 bits. Noise raises it. */
export const dynamicRange = (histogram: Float64Array): number =>
  histogram.reduce((sum, share) => (share > 0 ? sum - share * Math.log2(share) : sum), 0);
