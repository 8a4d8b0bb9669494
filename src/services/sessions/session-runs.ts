import { randomUUID } from 'node:crypto';
import type { Principal } from '#domain/access.js';
import { ok, type Outcome } from '#domain/outcome.js';
import type { SessionFile, SessionPersonal, SessionResult } from '#domain/session-result.js';
import type { PictureKind } from '#domain/session.js';
import type { Records } from '#ports/records.js';
import type { SessionRecord } from '#ports/session-records.js';
import { applyChange, changeSession, SessionChangedError } from '#services/sessions/change-session.js';
import { byToken, requireOwner, type Person } from '#services/sessions/session-access.js';
import type { SessionDependencies } from '#services/sessions/session-dependencies.js';
import type { SessionEvent } from '#services/sessions/session-events.js';

/** Leave to work on one picture of a session, until its lease ends. */
export interface SessionRun {
  readonly workId: string;
  readonly session: SessionRecord;
  /** Who pays and whose rules hold: the application as it is now, through the key that made the session. */
  readonly principal: Principal;
}

/** What a piece of work adds to its session. */
export interface RunFindings {
  readonly events: readonly SessionEvent[];
  readonly files?: readonly SessionFile[];
  readonly result?: SessionResult;
}

/** One picture at a time: begun under a lease, settled in the transaction of its outcome. */
export interface SessionRuns {
  /** Failures `not-found`, `session-over`, `session-claimed`, `session-step-wrong`. */
  begin(person: Person, kind: PictureKind): Promise<Outcome<SessionRun>>;
  /**
   * Adds findings inside the transaction that remembers their cause. Throws `SessionChangedError` where the session has
   * ended or moved on: the transaction must then undo everything.
   */
  settle(inside: Records, run: SessionRun, findings: RunFindings): Promise<SessionRecord>;
  /** The same in a transaction of its own, for an outcome that nothing else remembers. Null: it has moved on. */
  settleAlone(run: SessionRun, findings: RunFindings): Promise<SessionRecord | null>;
}

export function createSessionRuns(needs: SessionDependencies): SessionRuns {
  const { records, keyedHash, now } = needs;

  async function settle(inside: Records, run: SessionRun, findings: RunFindings): Promise<SessionRecord> {
    const { applicationId, mode, id } = run.session;
    const session = await inside.sessions.find({ applicationId, mode }, id);
    if (session?.state.work?.id !== run.workId) throw new SessionChangedError();
    const { events, files = [], result = {} } = findings;
    const personal = withFindings(session.personal, files, result);
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
    async begin(person, kind) {
      const work = { id: randomUUID(), untilEpochMs: now() + needs.workLeaseMs };
      const begun = await changeSession(needs, byToken(person.token, keyedHash), (session) => {
        const allowed = requireOwner(session, person, keyedHash);
        return allowed.ok ? ok({ events: [{ type: 'picture-received', kind, work }] }) : allowed;
      });
      if (!begun.ok) return begun;
      return ok({ workId: work.id, session: begun.value, principal: await principalOf(begun.value) });
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

const withFindings = (
  personal: SessionPersonal,
  files: readonly SessionFile[],
  result: SessionResult,
): SessionPersonal => ({
  ...personal,
  files: [...personal.files, ...files],
  result: { ...personal.result, ...result },
});
