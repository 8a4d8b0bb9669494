import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { Owner } from '#ports/owner.js';
import type { SessionRecord } from '#ports/session-records.js';
import { isFinal } from '#domain/session.js';
import { changeSession, readSession, type SettleSessionChange } from '#services/sessions/change-session.js';
import type { SessionDependencies } from '#services/sessions/session-dependencies.js';

/** Sessions that are expired, or removed, in one go; whoever sweeps comes back until nothing is left. */
const atOnce = 100;

const dayMs = 24 * 60 * 60_000;

export interface SessionEnds {
  /** By the operator. Failures `not-found`, `session-over`. */
  cancel(owner: Owner, sessionId: string, settle?: SettleSessionChange): Promise<Outcome<SessionRecord>>;
  /** Destroys what it holds about the person, its pictures too; ends it where it runs. Failure `not-found`. */
  erase(owner: Owner, sessionId: string): Promise<Outcome<null>>;
  /**
   * Expires whatever ran past its time and tells its application, also what did so while no server ran: to be called at
   * start and every minute or so. Gives how many; throws, once the others are done, where some could not be expired.
   */
  expireDue(nowEpochMs: number): Promise<number>;
  /** Removes ended sessions whose application keeps them no longer (`settings.retention.sessionDays`); gives how many. */
  sweepEnded(nowEpochMs: number): Promise<number>;
}

export function createSessionEnds(needs: SessionDependencies): SessionEnds {
  const { records, files } = needs;

  const cancel: SessionEnds['cancel'] = (owner, sessionId, settle) =>
    changeSession(
      needs,
      (inside) => inside.sessions.find(owner, sessionId),
      () => ok({ events: [{ type: 'cancelled' }] }),
      settle,
    );

  return {
    cancel,

    async erase(owner, sessionId) {
      const found = await records.sessions.find(owner, sessionId);
      if (found === null) return fail({ code: 'not-found' });
      // One that has ended is over already, whichever way.
      if (!isFinal(found.state.status)) await cancel(owner, sessionId);
      await files.remove(
        found,
        found.personal.files.map(({ fileId }) => fileId),
      );
      return (await records.sessions.erase(owner, sessionId, needs.now())) ? ok(null) : fail({ code: 'not-found' });
    },

    async expireDue(nowEpochMs) {
      const atThatTime = { ...needs, now: () => nowEpochMs };
      const faults = new Map<string, unknown>();
      let expired = 0;
      for (;;) {
        const due = await records.sessions.dueForExpiry(nowEpochMs, atOnce + faults.size);
        const fresh = due.filter(({ id }) => !faults.has(id));
        if (fresh.length === 0) break;
        for (const { owner, id } of fresh) {
          try {
            const session = await readSession(atThatTime, (inside) => inside.sessions.find(owner, id));
            if (session.ok && session.value.state.status === 'EXPIRED') expired += 1;
          } catch (error) {
            // One that cannot be opened must not keep the others waiting.
            faults.set(id, error);
          }
        }
      }
      if (faults.size > 0) throw new AggregateError([...faults.values()], 'some sessions could not be expired');
      return expired;
    },

    async sweepEnded(nowEpochMs) {
      let removed = 0;
      for (const { id, settings } of await records.applications.list()) {
        const endedBeforeEpochMs = nowEpochMs - settings.retention.sessionDays * dayMs;
        for (let count = -1; count !== 0; removed += count) {
          count = await records.sessions.sweep(id, endedBeforeEpochMs);
        }
      }
      return removed;
    },
  };
}
