/**
 * Limits of a selfie video: 50 MB (1 MB = 1,048,576 bytes; contract), and our own: nothing after the first 30 s is looked at,
 * and pictures over 4K (4096 × 2304) are refused before they are decoded.
 */
export const videoLimits = { sizeBytes: 50 * 1024 * 1024, durationMs: 30_000, pixels: 4096 * 2304 } as const;
