import type { FailureCode } from '#domain/failure.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { sniffVideoFormat } from '#engine/video/video-format.js';
import { videoLimits } from '#engine/video/video-limits.js';
import { pictureLimitBytes, type UploadedPicture } from '#services/uploaded-picture.js';

/** Enough to tell a transport stream by four packets. */
const headBytes = 1024;

/** Whether an upload is a video, by its first bytes alone. */
export const isVideo = (upload: UploadedPicture): boolean =>
  upload.status !== 'missing' && sniffVideoFormat(headOf(upload)) !== null;

/** The upload of a selfie, which may be either: each under the limit of its own kind. */
export function limited(upload: UploadedPicture): UploadedPicture {
  if (upload.status !== 'complete') return upload;
  const limitBytes = isVideo(upload) ? videoLimits.sizeBytes : pictureLimitBytes;
  return upload.bytes.length > limitBytes ? { status: 'too-large', head: upload.bytes.subarray(0, headBytes) } : upload;
}

/** The bytes, or what can be said against a selfie video without decoding it. */
export function wholeVideo(upload: UploadedPicture): Outcome<Uint8Array> {
  const refused = (code: FailureCode) => fail({ code, subject: 'selfie' });
  if (upload.status === 'missing') return refused('video-missing');
  const bytes = headOf(upload);
  if (bytes.length === 0) return refused('video-empty');
  if (sniffVideoFormat(bytes) === null) return refused('video-type-unsupported');
  return upload.status === 'too-large' ? refused('video-too-large') : ok(bytes);
}

const headOf = (upload: Exclude<UploadedPicture, { status: 'missing' }>): Uint8Array =>
  upload.status === 'complete' ? upload.bytes : upload.head;
