import type { FailureCode } from '#domain/failure.js';
import { sniffImageFormat } from '#engine/decode/sniff.js';

/** A picture as it arrived, before anything was decoded. */
export type UploadedPicture =
  | { readonly status: 'missing' }
  | { readonly status: 'complete'; readonly bytes: Uint8Array }
  /** Reading stopped at the limit; `head` is enough to tell the format. */
  | { readonly status: 'too-large'; readonly head: Uint8Array };

/** What can be said against an upload without decoding it, in the published order; null: nothing. */
export function uploadFailure(picture: UploadedPicture): FailureCode | null {
  if (picture.status === 'missing') return 'image-missing';
  const bytes = picture.status === 'complete' ? picture.bytes : picture.head;
  if (bytes.length === 0) return 'image-empty';
  if (sniffImageFormat(bytes) === null) return 'image-type-unsupported';
  return picture.status === 'too-large' ? 'image-too-large' : null;
}
