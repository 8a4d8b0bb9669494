import type { Records } from '#ports/records.js';
import type { ErasePart } from '#services/erase/erase.js';
import { sessionsOf } from '#services/erase/subject.js';
import { dayMs } from '#services/files/file-retention.js';
import type { RetentionPart } from '#services/retention/retention.js';

/** By what the pictures of a session are known again. */
export const capturePrintErasure: ErasePart = {
  name: 'capture-prints',
  async eraseVerification(inside, owner, id, { sessionId }) {
    let count = 0;
    for (const session of sessionsOf({ id, sessionId }))
      count += await inside.capturePrints.eraseSession(owner, session);
    return count;
  },
  eraseUser: async () => 0,
};

const batch = 100;

/** As old as the pictures that they were made of may become (`retention.mediaDays`, 7 days unless changed). */
export const oldCapturePrints = (records: Records): RetentionPart => ({
  name: 'capture-prints',
  async sweep(nowEpochMs) {
    let count = 0;
    for (const { id, settings } of await records.applications.list()) {
      count += await records.capturePrints.destroyBefore(id, nowEpochMs - settings.retention.mediaDays * dayMs, batch);
    }
    return count;
  },
});
