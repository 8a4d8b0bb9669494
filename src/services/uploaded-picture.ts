import { failureAbout } from '#domain/failure-kinds.js';
import type { FailureCode, Subject } from '#domain/failure.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { sniffImageFormat } from '#engine/decode/sniff.js';
import type { EngineTasks } from '#engine/engine-tasks.js';

/** 15 MB a photo (1 MB = 1,048,576 bytes): the contract's limit. */
export const pictureLimitBytes = 15 * 1024 * 1024;

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

/** A picture of a call, and which of its pictures it is. */
export interface NamedUpload {
  readonly subject: Subject;
  readonly picture: UploadedPicture;
}

/**
 * The bytes of all pictures of a call, or what is wrong with the first file at fault: a picture that cannot be decoded is
 * told before anything about the ones after it. Where all files are whole nothing is decoded; the analyses tell the rest.
 */
export async function wholeUploads<const Uploads extends readonly NamedUpload[]>(
  uploads: Uploads,
  tasks: Pick<EngineTasks, 'checkImage'>,
): Promise<Outcome<{ readonly [Index in keyof Uploads]: Uint8Array }>> {
  const whole: { readonly subject: Subject; readonly bytes: Uint8Array }[] = [];
  for (const { subject, picture } of uploads) {
    const code = uploadFailure(picture);
    if (code === null && picture.status === 'complete') {
      whole.push({ subject, bytes: picture.bytes });
      continue;
    }
    for (const earlier of whole) {
      const decoded = await tasks.checkImage(earlier.bytes);
      if (!decoded.ok) return fail(failureAbout(decoded.failure, earlier.subject));
    }
    if (code === null) throw new Error('an incomplete upload always has a failure');
    return fail({ code, subject });
  }
  return ok(whole.map(({ bytes }) => bytes) as { readonly [Index in keyof Uploads]: Uint8Array }); // one for each upload
}

/** Whether the first bytes are those of an accepted picture format. */
export const isPicture = (bytes: Uint8Array): boolean => sniffImageFormat(bytes) !== null;
