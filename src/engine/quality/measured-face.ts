import type { DetectedFace } from '#domain/face.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { MeshedFace } from '#engine/face/face-detector.js';
import { canonicalFace, type CanonicalFace } from '#engine/quality/canonical-face.js';
import { luminanceHistogram } from '#engine/quality/linear-levels.js';
import { regionMask, skinMask } from '#engine/quality/region-mask.js';
import { shrinkFace } from '#engine/quality/shrink-face.js';
import { learnSkin, type SkinModel } from '#engine/quality/skin-model.js';

/** What is known of a picture besides its pixels. */
export interface PictureContext {
  /** Pixels of the picture as it was sent for one of `picture`. */
  readonly scale: number;
  /** The picture's other faces. */
  readonly others: readonly Pick<DetectedFace, 'box'>[];
}

/** A face and all that several measures look at; each part is made once, when the first measure asks for it. */
export interface MeasuredFace {
  readonly picture: RgbImage;
  /** In pixels of `picture`. */
  readonly faceInPicture: MeshedFace;
  readonly context: PictureContext;
  /** The face, in a picture no larger than the measures need. */
  readonly image: RgbImage;
  /** In pixels of `image`. */
  readonly face: MeshedFace;
  readonly canonical: () => CanonicalFace;
  /** 1 inside the oval of the face. */
  readonly wholeFace: () => Uint8Array;
  /** 1 where skin is, if nothing covers it. */
  readonly skin: () => Uint8Array;
  /** Shares of the 256 levels of linear luminance in the oval of the face. */
  readonly luminance: () => Float64Array;
  readonly skinModel: () => SkinModel | null;
}

export function createMeasuredFace(
  picture: RgbImage,
  faceInPicture: MeshedFace,
  context: PictureContext = { scale: 1, others: [] },
): MeasuredFace {
  const { image, face } = shrinkFace(picture, faceInPicture);
  const canonical = once(() => canonicalFace(image, face));
  const wholeFace = once(() => regionMask(canonical(), 'faceOval'));
  const skin = once(() => skinMask(canonical()));
  return {
    picture,
    faceInPicture,
    context,
    image,
    face,
    canonical,
    wholeFace,
    skin,
    luminance: once(() => luminanceHistogram(canonical().rgb, wholeFace())),
    skinModel: once(() => learnSkin(canonical(), skin())),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
