import type { RecogniserDescriptor } from '#domain/card.js';
import type { FiveLandmarks, Template } from '#domain/face.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';

/** Turns an aligned face into a template and compares templates: one net, or several together. */
export interface FaceRecogniser {
  /** Model + preprocessing; two templates are comparable only under one digest. */
  readonly digest: string;
  readonly metric: RecogniserDescriptor['metric'];
  /** Pixels between the eyes in what a net sees: a picture that has more adds nothing. */
  readonly interEyeDistancePixels: number;
  /** Landmarks in pixels of `image`. */
  embed(image: RgbImage, landmarks: FiveLandmarks): Promise<Template>;
  /** Native comparison score, higher is more alike. Throws when the digests differ: that is a bug of the caller. */
  score(probe: Template, reference: Template): number;
}

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

/** A recogniser of one net, which can also be asked how steady it is on a face. */
export interface NetRecogniser extends FaceRecogniser {
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
}
