import { isFinal } from '#domain/session.js';
import type { Owner } from '#ports/owner.js';
import type { Records } from '#ports/records.js';
import type { ErasePart, ErasureContext } from '#services/erase/erase.js';
import { dayMs } from '#services/files/file-retention.js';
import type { Files } from '#services/files/files.js';
import type { RetentionPart } from '#services/retention/retention.js';
import { advance } from '#services/sessions/session-machine.js';

/** Sessions of the past, each application's after its own days (`retention.sessionDays`). */
export const endedSessions = (records: Records): RetentionPart => ({
  name: 'sessions',
  async sweep(nowEpochMs) {
    let count = 0;
    for (const { id, settings } of await records.applications.list()) {
      count += await records.sessions.sweep(id, nowEpochMs - settings.retention.sessionDays * dayMs);
    }
    return count;
  },
});

/** What sessions hold of people, and their pictures. A running one is cancelled; nobody is told, for there is nothing left to tell. */
export function sessionErasure(files: Files): ErasePart {
  async function erase(inside: Records, owner: Owner, id: string, { atEpochMs, afterCommit }: ErasureContext) {
    const session = await inside.sessions.find(owner, id);
    if (session === null) return 0;
    if (!isFinal(session.state.status)) {
      const cancelled = advance(session.state, { type: 'cancelled' }, atEpochMs);
      if (!cancelled.ok) throw new Error('a running session can be cancelled');
      await inside.sessions.update({ ...session, state: cancelled.value.session });
    }
    const pictures = await files.deleteInside(inside, owner, { sessionId: id }, afterCommit);
    return pictures + ((await inside.sessions.erase(owner, id, atEpochMs)) ? 1 : 0);
  }
  return {
    name: 'sessions',
    async eraseVerification(inside, owner, id, context) {
      let count = 0;
      for (const session of new Set([id, context.sessionId ?? id])) {
        count += await erase(inside, owner, session, context);
      }
      return count;
    },
    async eraseUser(inside, owner, userIdentifier, context) {
      let count = 0;
      for (const id of await inside.sessions.findByLookup(owner, { name: 'user-identifier', value: userIdentifier })) {
        count += await erase(inside, owner, id, context);
      }
      return count;
    },
  };
}
