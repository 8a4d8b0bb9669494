import { fail, ok, type Outcome } from '#domain/outcome.js';
import { isFinal, type PictureKind, type SessionFailure } from '#domain/session.js';
import type { Injection } from '#domain/injection.js';
import type { SessionFile } from '#domain/session-result.js';
import type { Owner } from '#ports/owner.js';
import type { SessionRecord } from '#ports/session-records.js';
import { createAssessInjection, type SelfieCapture } from '#services/injection/assess-injection.js';
import { sandboxInjection } from '#services/injection/sandbox-injection.js';
import { SessionChangedError } from '#services/sessions/change-session.js';
import { createPictureWork, type PictureProgress } from '#services/sessions/picture-work.js';
import type { Person } from '#services/sessions/session-access.js';
import type { SessionDependencies } from '#services/sessions/session-dependencies.js';
import type { SessionRun, SessionRuns } from '#services/sessions/session-runs.js';
import type { FilmedSelfie } from '#services/sessions/session-work.js';
import type { UploadedPicture } from '#services/uploaded-picture.js';
import { isVideo, limited } from '#services/uploaded-video.js';

export interface SubmittedPicture extends Person {
  /** What it shows; the picture of a document is its front. */
  readonly kind: PictureKind;
  /** A selfie may be a video. */
  readonly picture: UploadedPicture;
  /** Of a document. */
  readonly back?: UploadedPicture | null;
  /** What the page says of how it was taken; `nonce`: that of the challenge which a video answers. */
  readonly capture?: Readonly<Record<string, unknown>> | null;
  /** Uploads of the page that hold them: each is used once. */
  readonly uploads?: readonly string[];
}

export interface SubmitAnswer {
  readonly session: SessionRecord;
  /** Why the picture was not accepted: a reason, never a score. */
  readonly refusal: SessionFailure | null;
}

/**
 * Takes a picture for the step that a session waits for, and does all that it is for. Failures: those of
 * `SessionRuns.begin`, and `overloaded` and the like where nothing was done and the same picture may come again.
 */
export type SubmitPicture = (request: SubmittedPicture) => Promise<Outcome<SubmitAnswer>>;

export function createSubmitPicture(needs: SessionDependencies, runs: SessionRuns): SubmitPicture {
  const { files, records } = needs;
  const workOn = createPictureWork(needs, runs);
  const assessInjection = createAssessInjection(needs);

  return async (request) => {
    const { kind, back = null, capture = null } = request;
    const shown = kind === 'selfie' ? limited(request.picture) : request.picture;
    const isFilmed = kind === 'selfie' && isVideo(shown);
    const arrivedAtEpochMs = needs.now();
    const begun = await runs.begin(request, kind, isFilmed ? { nonce: nonceOf(capture) } : null, request.uploads);
    if (!begun.ok) return begun;
    const run = begun.value;
    // Its picture before may have brought down a process for the third time.
    if (isFinal(run.session.state.status)) return fail({ code: 'session-over' });
    const progress: PictureProgress = { session: run.session, refusal: null, kept: [] };
    /** As the work leaves it behind: its files stay. Undefined: nobody knows, and each goes when its time is up. */
    let left: SessionRecord | null | undefined;
    try {
      const filmed = isFilmed ? await film(run, shown) : null;
      const picture = filmed === null ? shown : frameOf(filmed);
      const injection = kind === 'selfie' ? await injectionOf(run, shown, { filmed, capture, arrivedAtEpochMs }) : null;
      const whole: [SessionFile['kind'], UploadedPicture][] = [
        ...(filmed?.ok === true ? ([['selfie-video', shown]] as [SessionFile['kind'], UploadedPicture][]) : []),
        [kind, picture],
        ...(back === null ? [] : ([['document-back', back]] as [SessionFile['kind'], UploadedPicture][])),
      ];
      for (const [fileKind, upload] of whole) {
        if (upload.status !== 'complete') continue;
        progress.kept.push({ kind: fileKind, fileId: await files.keep(run.session, fileKind, upload.bytes) });
      }
      const failure = await workOn(run, { kind, picture, filmed, back, capture, injection }, progress);
      left = progress.session;
      return failure === null ? ok({ session: progress.session, refusal: progress.refusal }) : fail(failure);
    } catch (error) {
      // Ended, expired or taken over while the picture was being worked on.
      const hasMovedOn = error instanceof SessionChangedError;
      const { workId } = run;
      const event = hasMovedOn
        ? ({ type: 'work-abandoned', workId } as const)
        : ({ type: 'work-failed', failure: 'internal', workId } as const);
      // What else was thrown may hide a commit whose answer was lost; this one comes after it, and so what is read then counts.
      await runs.settleAlone(run, { events: [event] });
      left = await records.sessions.find(ownerOf(run.session), run.session.id);
      if (!hasMovedOn) throw error;
      return fail({ code: left === null || isFinal(left.state.status) ? 'session-over' : 'session-step-wrong' });
    } finally {
      if (left !== undefined) await removeUnnamed(run.session, progress.kept, left);
    }
  };

  /** Of the files that a session had before and those kept since, all that it does not name any more. */
  async function removeUnnamed(
    before: SessionRecord,
    kept: readonly SessionFile[],
    left: SessionRecord | null,
  ): Promise<void> {
    const named = new Set(left?.personal.files.map(({ fileId }) => fileId));
    const unnamed = [...before.personal.files, ...kept].map(({ fileId }) => fileId).filter((id) => !named.has(id));
    if (unnamed.length > 0) await files.remove(before, unnamed);
  }

  async function film({ session, principal, drawn }: SessionRun, video: UploadedPicture) {
    const challenge = drawn?.challenge ?? null;
    return needs.work.film({ session, principal, video, challenge, before: await shownBefore(session) });
  }

  /** Null: nothing can be looked at, and the work will say why. */
  async function injectionOf(
    { session, workId, principal, drawn }: SessionRun,
    shown: UploadedPicture,
    {
      filmed,
      ...about
    }: Pick<SelfieCapture, 'capture' | 'arrivedAtEpochMs'> & { readonly filmed: Outcome<FilmedSelfie> | null },
  ): Promise<Injection | null> {
    if (shown.status !== 'complete' || filmed?.ok === false) return null;
    const said = principal.mode === 'test' ? sandboxInjection(session, shown, await shownBefore(session)) : null;
    const capture = { ...about, session, workId, bytes: shown.bytes, filmed: filmed?.value ?? null, drawn };
    return said ?? assessInjection(capture);
  }

  /** Of a session of the sandbox alone: there a document says what the selfie beside it is to be. */
  async function shownBefore(session: SessionRecord): Promise<UploadedPicture[]> {
    const file = session.personal.files.findLast(({ kind }) => kind === 'document');
    const bytes = session.mode === 'live' || file === undefined ? null : await files.read(session, file.fileId);
    return bytes === null ? [] : [{ status: 'complete', bytes }];
  }
}

const ownerOf = ({ applicationId, mode }: SessionRecord): Owner => ({ applicationId, mode });

/** Whatever else the page sends in its place is the nonce of no challenge. */
export function nonceOf(capture: SubmittedPicture['capture']): string | null {
  const nonce = capture?.['nonce'] ?? null;
  return nonce === null || typeof nonce === 'string' ? nonce : '';
}

const frameOf = (filmed: Outcome<FilmedSelfie>): UploadedPicture =>
  filmed.ok ? { status: 'complete', bytes: filmed.value.bestFrame } : { status: 'missing' };
