import { isFinal } from '#domain/session.js';
import type { Records } from '#ports/records.js';
import { sessionsOf } from '#services/erase/subject.js';
import type { ErasePart } from '#services/erase/erase.js';
import type { ExportPart } from '#services/export/export-subject.js';
import { dayMs } from '#services/files/file-retention.js';
import type { RetentionPart } from '#services/retention/retention.js';
import { applyChange, withoutSecrets } from '#services/sessions/change-session.js';

/** What sessions hold of a person. A running one is ended; its application is not told, for the telling would hold it again. */
export const sessionErasure: ErasePart = {
  name: 'sessions',
  async eraseVerification(inside, owner, id, { sessionId, atEpochMs }) {
    let count = 0;
    for (const session of sessionsOf({ id, sessionId })) {
      const found = await inside.sessions.find(owner, session);
      if (found === null) continue;
      if (!isFinal(found.state.status)) {
        const untold = { publish: async () => undefined, bodies: () => ({}), now: () => atEpochMs };
        const cancelled = await applyChange(inside, found, { events: [{ type: 'cancelled' }] }, untold);
        if (!cancelled.ok) throw new Error('a running session can be cancelled');
      }
      if (await inside.sessions.erase(owner, session, atEpochMs)) count++;
    }
    return count;
  },
  eraseUser: async () => 0,
};

/** Sessions, opened; without what binds their links. */
export const sessionExport: ExportPart = {
  name: 'sessions',
  async exportVerification({ sessions }, owner, check) {
    const exported: unknown[] = [];
    for (const id of sessionsOf(check)) {
      const found = await sessions.find(owner, id);
      if (found === null) continue;
      const { tokenHash: _, claim: __, ...told } = found;
      exported.push({ ...told, personal: withoutSecrets(told.personal) });
    }
    return exported;
  },
  exportUser: async () => [],
};

/** Sessions that ended long enough ago (`retention.sessionDays`, 30 days unless changed). */
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
