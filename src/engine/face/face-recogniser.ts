import type { FiveLandmarks, Template } from '#domain/face.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';

/** One way of cutting a face out of its picture. */
export interface FaceView {
  /** Landmarks in pixels of the picture; moved ones move the crop. */
  readonly landmarks: FiveLandmarks;
  readonly mirrored: boolean;
}

/** Templates of one face, of the picture as it is and of its mirror image. */
export interface MirroredTemplates {
  readonly plain: Template;
  readonly mirrored: Template;
}

/** Turns an aligned face into a template and compares templates. A stronger net is another implementation of this. */
export interface FaceRecogniser {
  /** Model + preprocessing; two templates are comparable only under one digest. */
  readonly digest: string;
  /** Landmarks in pixels of `image`. */
  embed(image: RgbImage, landmarks: FiveLandmarks): Promise<Template>;
  /**
   * The same template, with those of the picture as it is and of its mirror image by themselves, which it may be the mean
   * of. What they differ by tells how steady the recogniser is on this face; they are not for storing.
   */
  embedBoth(image: RgbImage, landmarks: FiveLandmarks): Promise<MirroredTemplates & { readonly template: Template }>;
  /**
   * A template of each view, from one pass each and without averaging over the mirror image. They tell how steady the
   * recogniser is on this face; they are not for storing.
   */
  embedViews(image: RgbImage, views: readonly FaceView[]): Promise<Template[]>;
  /** Native comparison score, higher is more alike. Throws when the digests differ: that is a bug of the caller. */
  score(probe: Template, reference: Template): number;
}
