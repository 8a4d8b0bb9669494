import { createHash, randomUUID } from 'node:crypto';
import { uploadPartBytes, type CaptureUpload } from '#domain/capture-upload.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { passedThrough } from '#engine/decode/passed-through.js';
import { sniffVideoFormat } from '#engine/video/video-format.js';
import { videoLimits } from '#engine/video/video-limits.js';
import type { SessionRecord } from '#ports/session-records.js';
import { readSession } from '#services/sessions/change-session.js';
import { partCountOf, partFileId, partFileIds } from '#services/sessions/picture-notes.js';
import { byToken, changeByOwner, requireOwner, type Person } from '#services/sessions/session-access.js';
import { nextPicturesOf } from '#services/sessions/session-challenges.js';
import type { SessionDependencies } from '#services/sessions/session-dependencies.js';
import { captchaIsDue } from '#services/sessions/session-view.js';
import { pictureLimitBytes } from '#services/uploaded-picture.js';

/** A picture that nobody goes on sending is swept after this time. */
export const uploadIdleMs = 15 * 60_000;

/**
 * What one session may have under way: a film, both sides of a document, and what pages that were loaded again left behind. Who
 * begins more loses the oldest, so that nobody has to wait for a sweep.
 */
const mostWaiting = 6;
const mostWaitingBytes = 2 * videoLimits.sizeBytes + 2 * pictureLimitBytes;

export interface UploadProgress {
  readonly upload: CaptureUpload;
  /** Numbers of the parts that are there, from 0, in order. */
  readonly received: readonly number[];
  readonly expiresAtEpochMs: number;
}

/** A picture as its page announces it. */
export type AnnouncedUpload = Pick<CaptureUpload, 'sizeBytes' | 'sha256'>;

/**
 * Pictures that come in parts, in any order, each as often as it takes; what is there is kept sealed, for every server of the
 * installation. All but `read` and `discard` need the owner's cookie; failures as `requireOwner`.
 */
export interface SessionUploads {
  /** Failures `session-step-wrong` (consent and captcha come first), `image-too-large`, `video-too-large`. */
  begin(person: Person, announced: AnnouncedUpload): Promise<Outcome<UploadProgress>>;
  /** Failures `not-found` and, where it was used, `upload-forbidden`. */
  look(person: Person, uploadId: string): Promise<Outcome<UploadProgress>>;
  /**
   * Failures as `look`; `request-invalid` (no such part, or not of its size); `image-type-unsupported` and `image-too-large` by
   * the first bytes; `upload-incomplete` where more than a photo may have would be taken before the first part has told what it
   * is.
   */
  receive(person: Person, uploadId: string, part: number, bytes: Uint8Array): Promise<Outcome<UploadProgress>>;
  /** The whole. Failures `not-found`, `upload-incomplete`, `upload-changed` (its parts are gone and have to come again). */
  read(session: SessionRecord, uploadId: string): Promise<Outcome<Buffer>>;
  /** Destroys the parts of pictures that were used. */
  discard(session: SessionRecord, uploadIds: readonly string[]): Promise<void>;
}

export function createSessionUploads(needs: SessionDependencies): SessionUploads {
  const { keyedHash, now, files } = needs;

  const untilOf = ({ state }: SessionRecord): number => Math.min(now() + uploadIdleMs, state.expiresAtEpochMs);

  async function progressOf(session: SessionRecord, upload: CaptureUpload): Promise<UploadProgress> {
    const expiresAtEpochMs = untilOf(session);
    const there = await files.prolongParts(session, partFileIds(upload), expiresAtEpochMs);
    const received = partFileIds(upload).flatMap((fileId, part) => (there.has(fileId) ? [part] : []));
    return { upload, received, expiresAtEpochMs };
  }

  async function find(person: Person, uploadId: string): Promise<Outcome<[SessionRecord, CaptureUpload]>> {
    const found = await readSession(needs, byToken(person.token, keyedHash));
    if (!found.ok) return found;
    const allowed = requireOwner(found.value, person, keyedHash);
    if (!allowed.ok) return allowed;
    const upload = uploadIn(found.value, uploadId);
    if (upload === null) return fail({ code: 'not-found' });
    return upload.workId === null ? ok([found.value, upload]) : fail({ code: 'upload-forbidden' });
  }

  return {
    async begin(person, announced) {
      const upload: CaptureUpload = { ...announced, id: randomUUID(), createdAtEpochMs: now(), workId: null };
      const changed = await changeByOwner(needs, person, (session) => {
        if (session.consentedAtEpochMs === null || captchaIsDue(session)) return fail({ code: 'session-step-wrong' });
        if (announced.sizeBytes > videoLimits.sizeBytes) return fail({ code: 'video-too-large' });
        if (announced.sizeBytes > pictureLimitBytes && nextPicturesOf(session) === 'document') {
          return fail({ code: 'image-too-large' });
        }
        return ok({ events: [], personal: { ...session.personal, uploads: withRoomFor(session, upload) } });
      });
      if (!changed.ok) return changed;
      return ok({ upload, received: [], expiresAtEpochMs: untilOf(changed.value) });
    },

    async look(person, uploadId) {
      const found = await find(person, uploadId);
      return found.ok ? ok(await progressOf(...found.value)) : found;
    },

    async receive(person, uploadId, part, bytes) {
      const found = await find(person, uploadId);
      if (!found.ok) return found;
      const [session, upload] = found.value;
      if (part >= partCountOf(upload) || bytes.length !== sizeOfPart(upload, part)) {
        return fail({ code: 'request-invalid', detail: 'the upload has no such part, or the part another size' });
      }
      const progress = await progressOf(session, upload);
      if (progress.received.includes(part)) return ok(progress);
      const refused = refusalOf(progress, part, bytes);
      if (refused !== null) return refused;
      await files.keepPart(session, partFileId(upload.id, part), bytes, progress.expiresAtEpochMs);
      return ok({ ...progress, received: [...progress.received, part].sort((one, other) => one - other) });
    },

    async read(session, uploadId) {
      const upload = uploadIn(session, uploadId);
      if (upload === null) return fail({ code: 'not-found' });
      const parts: Uint8Array[] = [];
      for (const fileId of partFileIds(upload)) {
        const bytes = await files.read(session, fileId);
        if (bytes === null) return fail({ code: 'upload-incomplete' });
        parts.push(bytes);
      }
      const whole = Buffer.concat(parts);
      if (createHash('sha256').update(whole).digest('hex') === upload.sha256) return ok(whole);
      await files.remove(session, partFileIds(upload));
      return fail({ code: 'upload-changed' });
    },

    async discard(session, uploadIds) {
      const known = uploadIds.map((uploadId) => uploadIn(session, uploadId)).filter((upload) => upload !== null);
      await files.remove(session, known.flatMap(partFileIds));
    },
  };
}

const uploadIn = ({ personal }: SessionRecord, uploadId: string): CaptureUpload | null =>
  personal.uploads?.find(({ id }) => id === uploadId) ?? null;

const sizeOfPart = ({ sizeBytes }: CaptureUpload, part: number): number =>
  Math.min(uploadPartBytes, sizeBytes - part * uploadPartBytes);

/** The uploads of a session with a new one; the oldest that wait make room. */
function withRoomFor({ personal }: SessionRecord, upload: CaptureUpload): CaptureUpload[] {
  const uploads = [...(personal.uploads ?? []), upload];
  for (;;) {
    const waiting = uploads.filter(({ workId }) => workId === null);
    const sizeBytes = waiting.reduce((sum, one) => sum + one.sizeBytes, 0);
    if (waiting.length <= mostWaiting && sizeBytes <= mostWaitingBytes) return uploads;
    uploads.splice(uploads.indexOf(waiting[0]!), 1);
  }
}

/** The first part tells what the whole is; until then no more is taken than a photo may have. Null: the part is taken. */
function refusalOf({ upload, received }: UploadProgress, part: number, bytes: Uint8Array): Outcome<never> | null {
  if (part === 0) {
    if (sniffVideoFormat(bytes) !== null) return null;
    const passed = passedThrough(bytes);
    if (passed?.ok === false) return fail(passed.failure);
    return upload.sizeBytes > pictureLimitBytes ? fail({ code: 'image-too-large' }) : null;
  }
  if (upload.sizeBytes <= pictureLimitBytes || received.includes(0)) return null;
  if ((received.length + 1) * uploadPartBytes <= pictureLimitBytes) return null;
  return fail({ code: 'upload-incomplete', detail: 'the first part comes first' });
}
