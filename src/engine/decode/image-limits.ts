/** Limits of the contract: 15 MB a photo (1 MB = 1,048,576 bytes), 40 megapixels, 12,000 pixels a side. */
export const imageLimits = { sizeBytes: 15 * 1024 * 1024, pixels: 40_000_000, sidePixels: 12_000 } as const;

/** Both sides and their product, of a picture that was not decoded yet. */
export const isWithinImageLimits = (width: number, height: number): boolean =>
  width > 0 &&
  height > 0 &&
  width <= imageLimits.sidePixels &&
  height <= imageLimits.sidePixels &&
  width * height <= imageLimits.pixels;
