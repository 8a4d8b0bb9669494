import { randomUUID } from 'node:crypto';
import type { Principal } from '#domain/access.js';
import type { DrawnChallenge } from '#domain/challenge.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { SessionFile, SessionPersonal, SessionResult } from '#domain/session-result.js';
import type { PictureKind } from '#domain/session.js';
import type { Records } from '#ports/records.js';
import type { SessionRecord } from '#ports/session-records.js';
import { applyChange, SessionChangedError } from '#services/sessions/change-session.js';
import { changeByOwner, type Person } from '#services/sessions/session-access.js';
import { useUploads } from '#services/sessions/picture-notes.js';
import { answerChallenge, type ChallengeAnswer } from '#services/sessions/session-challenges.js';
import type { SessionDependencies } from '#services/sessions/session-dependencies.js';
import type { SessionEvent } from '#services/sessions/session-events.js';

/** Leave to work on one picture of a session, until its lease ends. */
export interface SessionRun {
  readonly workId: string;
  readonly session: SessionRecord;
  /** Who pays and whose rules hold: the application as it is now, through the key that made the session. */
  readonly principal: Principal;
  /** What the person was asked to do in the video that is worked on; null: nothing. */
  readonly drawn: DrawnChallenge | null;
}

/** What a piece of work adds to its session. */
export interface RunFindings {
  readonly events: readonly SessionEvent[];
  readonly files?: readonly SessionFile[];
  readonly result?: SessionResult;
  /** A challenge whose video was not looked at: the same video may come again. */
  readonly unanswered?: DrawnChallenge | null;
}

/** What came with a video. */
export interface VideoCapture {
  /** Of the challenge that it answers, as the page says; null: of none. */
  readonly nonce: string | null;
}

/** One picture at a time: begun under a lease, settled in the transaction of its outcome. */
export interface SessionRuns {
  /**
   * `video`: of a selfie that was filmed; it uses up the challenge that waits. `uploads`: of the page, which are used up with the
   * lease. Failures `not-found`, `session-over`, `session-claimed`, `session-step-wrong`, `upload-forbidden`, and those of a
   * video's challenge.
   */
  begin(
    person: Person,
    kind: PictureKind,
    video?: VideoCapture | null,
    uploads?: readonly string[],
  ): Promise<Outcome<SessionRun>>;
  /**
   * Adds findings inside the transaction that remembers their cause. Throws `SessionChangedError` where the session has
   * ended or moved on: the transaction must then undo everything.
   */
  settle(inside: Records, run: SessionRun, findings: RunFindings): Promise<SessionRecord>;
  /** The same in a transaction of its own, for an outcome that nothing else remembers. Null: it has moved on. */
  settleAlone(run: SessionRun, findings: RunFindings): Promise<SessionRecord | null>;
}

export function createSessionRuns(needs: SessionDependencies): SessionRuns {
  const { records, now } = needs;

  async function settle(inside: Records, run: SessionRun, findings: RunFindings): Promise<SessionRecord> {
    const { applicationId, mode, id } = run.session;
    const session = await inside.sessions.find({ applicationId, mode }, id);
    if (session?.state.work?.id !== run.workId) throw new SessionChangedError();
    const { events } = findings;
    const personal = withFindings(session.personal, findings);
    const outcome = await applyChange(inside, session, { events, personal }, needs);
    if (!outcome.ok) throw new SessionChangedError();
    return outcome.value;
  }

  async function principalOf({ applicationId, keyId, mode }: SessionRecord): Promise<Principal> {
    const [application, key] = [await records.applications.find(applicationId), await records.keys.find(keyId)];
    if (application === null || key === null) throw new Error('a session belongs to an application and a key');
    return { applicationId, keyId, mode, scopes: key.scopes, settings: application.settings };
  }

  return {
    async begin(person, kind, video = null, uploads = []) {
      const work = { id: randomUUID(), untilEpochMs: now() + needs.workLeaseMs };
      // A change that collides with another is decided again: the last decision is the one that became durable.
      const answers: ChallengeAnswer[] = [];
      const begun = await changeByOwner(needs, person, (session) => {
        const received: SessionEvent = { type: 'picture-received', kind, work };
        const used = useUploads(session.personal, uploads, work.id);
        if (!used.ok) return used;
        if (video === null) return ok({ events: [received], personal: used.value });
        const answer = answerChallenge(session.personal, video.nonce, now());
        answers.push(answer);
        if (answer.refusal !== null) return ok({ events: [], personal: answer.personal });
        return ok({ events: [received], personal: { ...answer.personal, uploads: used.value.uploads } });
      });
      if (!begun.ok) return begun;
      const { refusal = null, drawn = null } = answers.at(-1) ?? {};
      if (refusal !== null) return fail({ code: refusal });
      return ok({ workId: work.id, session: begun.value, principal: await principalOf(begun.value), drawn });
    },
    settle,
    async settleAlone(run, findings) {
      try {
        return await records.inTransaction((inside) => settle(inside, run, findings));
      } catch (error) {
        if (error instanceof SessionChangedError) return null;
        throw error;
      }
    },
  };
}

function withFindings(
  personal: SessionPersonal,
  { files = [], result = {}, unanswered = null }: RunFindings,
): SessionPersonal {
  // What was said of an earlier selfie is not said of this one.
  const before = result.injection === undefined ? personal.result : withoutSelfie(personal.result, result);
  const waits = unanswered !== null && personal.challenge === undefined;
  return {
    ...personal,
    ...(waits && { challenge: unanswered }),
    files: [...personal.files, ...files],
    result: { ...before, ...result },
  };
}

/** What an earlier selfie was found to be goes; what an earlier step found of this one stays. */
function withoutSelfie(before: SessionResult, { face }: SessionResult): SessionResult {
  const { activeLiveness: _, injection: __, ...kept } = before;
  if (face !== undefined) return kept;
  const { face: ___, verdict: ____, ...others } = kept;
  return others;
}
