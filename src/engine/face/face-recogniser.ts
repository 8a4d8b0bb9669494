import type { FiveLandmarks, Template } from '#domain/face.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';

/** One way of cutting a face out of its picture. */
export interface FaceView {
  /** Landmarks in pixels of the picture; moved ones move the crop. */
  readonly landmarks: FiveLandmarks;
  readonly mirrored: boolean;
}

/** Turns an aligned face into a template and compares templates. A stronger net is another implementation of this. */
export interface FaceRecogniser {
  /** Model + preprocessing; two templates are comparable only under one digest. */
  readonly digest: string;
  /** Landmarks in pixels of `image`. */
  embed(image: RgbImage, landmarks: FiveLandmarks): Promise<Template>;
  /**
   * A template of each view, from one pass each and without averaging over the mirror image. They tell how steady the
   * recogniser is on this face; they are not for storing.
   */
  embedViews(image: RgbImage, views: readonly FaceView[]): Promise<Template[]>;
  /** Native comparison score, higher is more alike. Throws when the digests differ: that is a bug of the caller. */
  score(probe: Template, reference: Template): number;
}
