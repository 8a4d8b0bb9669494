/** Pixels in memory: RGB u8, row-major, H×W×3, upright. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  /** Understood; what is grey says so. */
  readonly channels?: 3;
}
