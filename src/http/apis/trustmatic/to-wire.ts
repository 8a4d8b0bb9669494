import type { Signal } from '#domain/signal.js';
import { publishedScore, trustmaticScale } from '#domain/published-scale.js';
import type { FaceComparison } from '#domain/verification.js';
import { decodePictureText } from '#http/uploads/picture-text.js';
import type { FetchPicture } from '#services/fetch-picture.js';
import type { UploadedPicture } from '#services/uploaded-picture.js';

const address = /^https?:\/\//i;

/**
 * A picture of a body: base64, or an address on a host that the operator allows. What is neither counts as missing
 * (seed 004, "List of errors").
 */
export async function toPicture(text: string | undefined, fetchPicture: FetchPicture): Promise<UploadedPicture> {
  if (text === undefined) return { status: 'missing' };
  if (address.test(text)) return fetchPicture(text);
  const decoded = decodePictureText(text);
  return decoded.status === 'malformed' ? { status: 'missing' } : decoded;
}

/** `score` of `face/verify`: a whole number of 0–100, at least 27 exactly where the faces match. */
export const matchScore = ({ similarity, match }: FaceComparison): number =>
  publishedScore(similarity, match, trustmaticScale);

/** `score` of the liveness calls, 0–1 in four decimals; null where it was not assessed. */
export const signalScore = (signal: Signal): number | null =>
  signal.status === 'assessed' ? Math.round(signal.score * 10_000) / 10_000 : null;
