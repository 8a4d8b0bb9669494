import type { CaptureEvidence } from '#domain/capture-evidence.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { isFinal } from '#domain/session.js';
import type { SessionRecord } from '#ports/session-records.js';
import type { SubmitCheck } from '#services/capture/submit-check.js';
import { nextPicturesOf } from '#services/sessions/session-challenges.js';
import type { Person } from '#services/sessions/session-access.js';
import type { Sessions } from '#services/sessions/sessions.js';
import type { UploadedPicture } from '#services/uploaded-picture.js';

/** What the page shows, named by its uploads. */
export interface CaptureSubmission extends Person {
  readonly document: string | null;
  readonly documentBack: string | null;
  readonly selfie: string | null;
  readonly evidence: CaptureEvidence;
  /** The header of the request; null: none. */
  readonly userAgent: string | null;
}

/**
 * Gives the pictures that a page has sent to the step that its session waits for. The same submission again, after its answer was
 * lost, does nothing more. Failures: those of `SubmitPicture` and of reading an upload; `request-invalid` where it names none.
 */
export type SubmitCapture = (submission: CaptureSubmission) => Promise<Outcome<null>>;

export function createSubmitCapture(dependencies: {
  readonly sessions: Pick<Sessions, 'person'>;
  readonly submitCheck: SubmitCheck;
}): SubmitCapture {
  const { submitCheck } = dependencies;
  const { person: sessions } = dependencies.sessions;
  const { uploads } = sessions;

  async function judge(submission: CaptureSubmission, session: SessionRecord): Promise<Outcome<unknown>> {
    const { document, documentBack, selfie, evidence, userAgent, ...person } = submission;
    const next = nextPicturesOf(session);
    const shown = document === null ? 'selfie' : selfie === null ? 'document' : 'both';
    if (next !== shown) return fail({ code: 'session-step-wrong' });
    if (documentBack !== null && shown !== 'document') return fail({ code: 'request-invalid' });
    const pictures = new Map<string, UploadedPicture>();
    for (const uploadId of named(submission)) {
      const bytes = await uploads.read(session, uploadId);
      if (!bytes.ok) return bytes;
      pictures.set(uploadId, { status: 'complete', bytes: bytes.value });
    }
    const pictureOf = (uploadId: string | null): UploadedPicture =>
      (uploadId === null ? null : pictures.get(uploadId)) ?? { status: 'missing' };
    const begun = session.personal.uploads?.find(({ id }) => id === (selfie ?? document));
    const capture = { ...evidence, userAgent, uploadBegunAtEpochMs: begun?.createdAtEpochMs ?? null };
    const request = { ...person, capture, uploads: named(submission) };
    return shown === 'both'
      ? submitCheck({ ...request, document: pictureOf(document), selfie: pictureOf(selfie) })
      : sessions.submit({
          ...request,
          kind: shown,
          picture: pictureOf(shown === 'document' ? document : selfie),
          back: documentBack === null ? null : pictureOf(documentBack),
        });
  }

  return async (submission) => {
    const uploadIds = named(submission);
    if (uploadIds.length === 0) return fail({ code: 'request-invalid', detail: 'no picture is named' });
    const seen = await sessions.look(submission);
    if (!seen.ok) return seen;
    const { session, role } = seen.value;
    if (role !== 'owner') return fail({ code: isFinal(session.state.status) ? 'session-over' : 'session-claimed' });
    if (isFinal(session.state.status) || wereUsed(session, uploadIds)) return ok(null);
    const judged = await judge(submission, session);
    if (!judged.ok) {
      // Its twin was faster: two servers may get one submission at once.
      if (judged.failure.code !== 'upload-forbidden') return judged;
      const again = await sessions.look(submission);
      return again.ok && wereUsed(again.value.session, uploadIds) ? ok(null) : judged;
    }
    const after = await sessions.look(submission);
    const ended = !after.ok || isFinal(after.value.session.state.status);
    await uploads.discard(session, ended ? (session.personal.uploads ?? []).map(({ id }) => id) : uploadIds);
    return ok(null);
  };
}

const named = ({ document, documentBack, selfie }: CaptureSubmission): string[] =>
  [document, documentBack, selfie].filter((uploadId) => uploadId !== null);

const wereUsed = ({ personal }: SessionRecord, uploadIds: readonly string[]): boolean =>
  (personal.uploads ?? []).some(({ id, workId }) => workId !== null && uploadIds.includes(id));
