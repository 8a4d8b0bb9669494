import { randomUUID } from 'node:crypto';
import type { VideoCheck } from '#domain/operation.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { SessionResult } from '#domain/session-result.js';
import type { SessionRecord } from '#ports/session-records.js';
import type { CheckVideo } from '#services/check-video.js';
import type { ToldCheck } from '#services/clear-consent/check-events.js';
import { SessionChangedError } from '#services/sessions/change-session.js';
import type { Person } from '#services/sessions/session-access.js';
import type { SessionRuns } from '#services/sessions/session-runs.js';
import { nonceOf } from '#services/sessions/submit-picture.js';
import { passEverything } from '#services/sessions/verif-page.js';
import { eventOfFailure } from '#services/sessions/work-events.js';
import type { UploadedPicture } from '#services/uploaded-picture.js';
import { isVideo, limited } from '#services/uploaded-video.js';

export interface SubmittedCheck extends Person {
  readonly document: UploadedPicture;
  /** A film. */
  readonly selfie: UploadedPicture;
  readonly capture: Readonly<Record<string, unknown>> | null;
  /** Uploads of the page that hold them. */
  readonly uploads?: readonly string[];
}

export interface JudgedCheck {
  readonly session: SessionRecord;
  /** Null: the pictures could not be judged, and the session says why. */
  readonly told: ToldCheck | null;
}

/**
 * Judges both pictures of a ClearConsent page together: its run is begun with the document, and all of its steps are passed in the
 * transaction that remembers the judgement, whatever that says. Failures: those of `SessionRuns.begin`, and those of a server that
 * had no room, where the same pictures may come again.
 */
export type SubmitCheck = (request: SubmittedCheck) => Promise<Outcome<JudgedCheck>>;

export function createSubmitCheck({
  runs,
  checkVideo,
}: {
  readonly runs: SessionRuns;
  readonly checkVideo: CheckVideo;
}): SubmitCheck {
  return async (request) => {
    const selfieVideo = limited(request.selfie);
    const video = isVideo(selfieVideo) ? { nonce: nonceOf(request.capture) } : null;
    const begun = await runs.begin(request, 'document', video, request.uploads);
    if (!begun.ok) return begun;
    const run = begun.value;
    const { principal, session, workId, drawn } = run;
    if (session.state.work?.id !== workId) return fail({ code: 'session-over' });
    const { userIdentifier, email, phone, metadata } = session.personal;
    // A transaction that collides with another is run again: the last run is the one that became durable.
    const settled: SessionRecord[] = [];
    try {
      const outcome = await checkVideo({
        transactionId: randomUUID(),
        principal,
        dialect: 'clearconsent',
        sessionId: session.id,
        context: { userIdentifier, userEmail: email, userPhone: phone, metadata },
        selfieVideo,
        idPhoto: request.document,
        challenge: drawn?.challenge ?? null,
        async settle(inside, told) {
          const findings = told.ok
            ? { events: passEverything(run), result: resultOf(told.value.check) }
            : { events: [eventOfFailure(told.failure, 'document', session.state.scopes, workId)] };
          settled.push(await runs.settle(inside, run, findings));
        },
      });
      const durable = settled.at(-1);
      if (durable !== undefined && (outcome.ok || outcome.failure.code !== 'tokens-insufficient')) {
        return ok({ session: durable, told: outcome.ok ? outcome.value : null });
      }
      if (outcome.ok) throw new Error('a check that was judged is settled');
      const event = eventOfFailure(outcome.failure, 'document', session.state.scopes, workId);
      const unanswered = event.type === 'work-abandoned' ? drawn : null;
      const after = await runs.settleAlone(run, { events: [event], unanswered });
      if (after === null) return fail({ code: 'session-over' });
      return event.type === 'work-abandoned' ? outcome : ok({ session: after, told: null });
    } catch (error) {
      // Ended, expired or taken over while the pictures were being judged.
      if (error instanceof SessionChangedError) return fail({ code: 'session-over' });
      await runs.settleAlone(run, { events: [{ type: 'work-failed', failure: 'internal', workId }] });
      throw error;
    }
  };
}

/** What was found of each part that could be judged, in the words of every session. */
const resultOf = ({ document, selfie, comparison }: VideoCheck): SessionResult => ({
  ...(document.ok && { document: document.value }),
  ...(selfie.ok && { face: selfie.value.face }),
  ...(comparison.ok && { verdict: comparison.value }),
});
