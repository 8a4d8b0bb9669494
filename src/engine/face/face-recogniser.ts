import type { RecogniserDescriptor } from '#domain/card.js';
import type { FiveLandmarks, Template } from '#domain/face.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { MeshedFace } from '#engine/face/face-detector.js';

/** What of a face makes its template. */
export type FaceToEmbed = Pick<MeshedFace, 'landmarks' | 'mesh'>;

/** Turns an aligned face into a template and compares templates: one net, or several together. */
export interface FaceRecogniser {
  /** Model + preprocessing; two templates are comparable only under one digest. */
  readonly digest: string;
  readonly metric: RecogniserDescriptor['metric'];
  /** Pixels between the eyes in what a net sees: a picture that has more adds nothing. */
  readonly interEyeDistancePixels: number;
  /** The face in pixels of `image`. */
  embed(image: RgbImage, face: FaceToEmbed): Promise<Template>;
  /** Native comparison score, higher is more alike. Throws when the digests differ: that is a bug of the caller. */
  score(probe: Template, reference: Template): number;
}

/** The face as the recogniser's card places it, or a little beside that. */
export interface PlainView {
  /** Landmarks in pixels of the picture; moved ones move the crop. */
  readonly landmarks: FiveLandmarks;
  readonly mirrored: boolean;
}

/** A recogniser of one net, which can also be asked how steady it is on a face. */
export interface NetRecogniser extends FaceRecogniser {
  /**
   * The net's own descriptor of each view, from one pass each. They tell how steady the recogniser is on this face; they
   * are not for storing, nor of the template's length.
   */
  embedViews(image: RgbImage, views: readonly PlainView[]): Promise<Template[]>;
}
