import type { FiveLandmarks, Template } from '#domain/face.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';

/** Turns an aligned face into a template and compares templates. A stronger net is another implementation of this. */
export interface FaceRecogniser {
  /** Model + preprocessing; two templates are comparable only under one digest. */
  readonly digest: string;
  /** Landmarks in pixels of `image`. */
  embed(image: RgbImage, landmarks: FiveLandmarks): Promise<Template>;
  /** Native comparison score, higher is more alike. Throws when the digests differ: that is a bug of the caller. */
  score(probe: Template, reference: Template): number;
}
