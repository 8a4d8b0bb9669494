import type { QualityComponentName } from '#domain/quality.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { MeshedFace } from '#engine/face/face-detector.js';

/** A picture and its face. */
export interface SweepSubject {
  readonly image: RgbImage;
  readonly face: MeshedFace;
}

/** Pictures spoilt step by step, and the components that must follow. */
export interface QualitySweep {
  /** File name of its plots. */
  readonly id: string;
  /** What the levels are, with their unit. */
  readonly axis: string;
  readonly levels: readonly number[];
  /** Which way the native value moves from the first level to the last. */
  readonly components: Readonly<Partial<Record<QualityComponentName, 'rises' | 'falls'>>>;
  readonly spoil: (subject: SweepSubject, level: number) => RgbImage | Promise<RgbImage>;
  /** The face is looked for again in the spoilt picture: its shape or place is what was changed. */
  readonly detectAgain?: true;
}
