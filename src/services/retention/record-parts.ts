import type { Records } from '#ports/records.js';
import { dayMs } from '#services/files/file-retention.js';
import type { RetentionPart } from '#services/retention/retention.js';

/** Holds the write lock for a few milliseconds. */
const batch = 100;

/** Results of verifications with what a reviewer wrote, where the application keeps them for a number of days (`retention.verificationDays`). */
export const oldVerifications = (records: Records): RetentionPart => ({
  name: 'verifications',
  async sweep(nowEpochMs) {
    let count = 0;
    for (const { id, settings } of await records.applications.list()) {
      const { verificationDays } = settings.retention;
      if (verificationDays === null) continue;
      const before = nowEpochMs - verificationDays * dayMs;
      count += await records.inTransaction(async (inside) => {
        const due = await inside.verifications.dueBefore(id, before, batch);
        for (const { owner, id } of due) {
          await inside.verifications.erase(owner, id, nowEpochMs);
          await inside.reviews.erase(owner, id);
        }
        return due.length;
      });
    }
    return count;
  },
});

/** Answers remembered for an Idempotency-Key, after 24 hours (their own expiry). */
export const expiredAnswers = (records: Records): RetentionPart => ({
  name: 'idempotent-answers',
  sweep: (nowEpochMs) => records.idempotency.sweep(nowEpochMs),
});
