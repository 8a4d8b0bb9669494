import { createHash } from 'node:crypto';
import { uploadPartBytes, type CaptureUpload } from '#domain/capture-upload.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { SessionPersonal } from '#domain/session-result.js';
import type { SessionEvent } from '#services/sessions/session-events.js';

/**
 * What a session notes of its pictures as events happen: why the last one was not accepted, and that an upload may be used
 * again where nothing was done with it.
 */
export function withPictureNotes(personal: SessionPersonal, events: readonly SessionEvent[]): SessionPersonal {
  let noted = personal;
  for (const event of events) {
    if (event.type === 'picture-received') noted = { ...noted, refusal: undefined };
    if (event.type === 'gate-refused') noted = { ...noted, refusal: event.reason };
    if ('failure' in event) noted = { ...noted, refusal: event.failure };
    if (event.type === 'work-abandoned' && noted.uploads !== undefined) {
      const { workId } = event;
      noted = {
        ...noted,
        uploads: noted.uploads.map((upload) => (upload.workId === workId ? { ...upload, workId: null } : upload)),
      };
    }
  }
  return noted;
}

/** The uploads become those of a piece of work. Failure `upload-forbidden`: there is no such, or it was used before. */
export function useUploads(
  personal: SessionPersonal,
  uploadIds: readonly string[],
  workId: string,
): Outcome<SessionPersonal> {
  if (uploadIds.length === 0) return ok(personal);
  const known = personal.uploads ?? [];
  const free = known.filter((upload) => upload.workId === null && uploadIds.includes(upload.id));
  if (free.length !== new Set(uploadIds).size) return fail({ code: 'upload-forbidden' });
  return ok({ ...personal, uploads: known.map((upload) => (free.includes(upload) ? { ...upload, workId } : upload)) });
}

/** How many parts an upload has. */
export const partCountOf = ({ sizeBytes }: Pick<CaptureUpload, 'sizeBytes'>): number =>
  Math.ceil(sizeBytes / uploadPartBytes);

/**
 * The file of a part, made of what it is: two servers that get the same part twice store it once. A UUID (RFC 9562, version 8)
 * of a digest.
 */
export function partFileId(uploadId: string, part: number): string {
  const digest = createHash('sha256').update(`bonafide upload part ${uploadId} ${part}`).digest();
  digest[6] = (digest[6]! & 0x0f) | 0x80;
  digest[8] = (digest[8]! & 0x3f) | 0x80;
  const hex = digest.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export const partFileIds = (upload: CaptureUpload): string[] =>
  Array.from({ length: partCountOf(upload) }, (_, part) => partFileId(upload.id, part));

/** The files of every part that a session still holds of pictures that no work has used. */
export const waitingPartsOf = ({ uploads = [] }: Pick<SessionPersonal, 'uploads'>): string[] =>
  uploads.filter(({ workId }) => workId === null).flatMap(partFileIds);
