import type { Failure } from '#domain/failure.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { isFinal, type PictureKind, type SessionFailure } from '#domain/session.js';
import type { SessionFile } from '#domain/session-result.js';
import type { SessionRecord } from '#ports/session-records.js';
import { SessionChangedError } from '#services/sessions/change-session.js';
import { createPictureWork, type PictureProgress } from '#services/sessions/picture-work.js';
import type { Person } from '#services/sessions/session-access.js';
import type { SessionDependencies } from '#services/sessions/session-dependencies.js';
import type { SessionRun, SessionRuns } from '#services/sessions/session-runs.js';
import type { UploadedPicture } from '#services/uploaded-picture.js';

export interface SubmittedPicture extends Person {
  /** What it shows; the picture of a document is its front. */
  readonly kind: PictureKind;
  readonly picture: UploadedPicture;
  /** Of a document. */
  readonly back?: UploadedPicture | null;
  /** The selfie is a video. */
  readonly video?: boolean;
  /** What the page says of how it was taken. */
  readonly capture?: Readonly<Record<string, unknown>> | null;
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

  return async (request) => {
    const begun = await runs.begin(request, request.kind);
    if (!begun.ok) return begun;
    const run = begun.value;
    // Its picture before may have brought down a process for the third time.
    if (isFinal(run.session.state.status)) return fail({ code: 'session-over' });
    const progress: PictureProgress = { session: run.session, refusal: null, kept: [] };
    try {
      for (const [kind, picture] of filesOf(request)) {
        progress.kept.push({ kind, fileId: await files.keep(run.session, kind, picture) });
      }
      const { kind, picture, back = null, capture = null } = request;
      const failure = await workOn(run, { kind, picture, back, capture }, progress);
      return failure === null ? ok({ session: progress.session, refusal: progress.refusal }) : fail(failure);
    } catch (error) {
      if (error instanceof SessionChangedError) return fail(await movedOn(run));
      await runs.settleAlone(run, { events: [{ type: 'work-failed', failure: 'internal', workId: run.workId }] });
      throw error;
    } finally {
      const named = new Set(progress.session.personal.files.map(({ fileId }) => fileId));
      const dropped = [...run.session.personal.files, ...progress.kept].filter(({ fileId }) => !named.has(fileId));
      if (dropped.length > 0) {
        await files.remove(
          run.session,
          dropped.map(({ fileId }) => fileId),
        );
      }
    }
  };

  /** Ended, expired or taken over while the picture was being worked on. */
  async function movedOn(run: SessionRun): Promise<Failure> {
    await runs.settleAlone(run, { events: [{ type: 'work-abandoned', workId: run.workId }] });
    const { applicationId, mode, id } = run.session;
    const session = await records.sessions.find({ applicationId, mode }, id);
    return { code: session === null || isFinal(session.state.status) ? 'session-over' : 'session-step-wrong' };
  }
}

/** What is kept of a submission: whole uploads only. */
function filesOf({ kind, picture, back = null, video = false }: SubmittedPicture): [SessionFile['kind'], Uint8Array][] {
  const front: SessionFile['kind'] = kind === 'selfie' && video ? 'selfie-video' : kind;
  return [
    ...(picture.status === 'complete' ? ([[front, picture.bytes]] as [SessionFile['kind'], Uint8Array][]) : []),
    ...(back?.status === 'complete' ? ([['document-back', back.bytes]] as [SessionFile['kind'], Uint8Array][]) : []),
  ];
}
