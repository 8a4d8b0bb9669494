import type { Signal } from '#domain/signal.js';
import { publishedScore, trustmaticScale } from '#domain/published-scale.js';
import type { FaceComparison } from '#domain/verification.js';
import { decodePictureText } from '#http/uploads/picture-text.js';
import type { UploadedPicture } from '#services/uploaded-picture.js';

/** A picture of a body. What is no base64 counts as missing (seed 004, "List of errors"). */
export function toPicture(text: string | undefined): UploadedPicture {
  if (text === undefined) return { status: 'missing' };
  const decoded = decodePictureText(text);
  return decoded.status === 'malformed' ? { status: 'missing' } : decoded;
}

/** `score` of `face/verify`: a whole number of 0–100, at least 27 exactly where the faces match. */
export const matchScore = ({ similarity, match }: FaceComparison): number =>
  publishedScore(similarity, match, trustmaticScale);

/** `score` of the liveness calls, 0–1 in four decimals; null where it was not assessed. */
export const signalScore = (signal: Signal): number | null =>
  signal.status === 'assessed' ? Math.round(signal.score * 10_000) / 10_000 : null;
