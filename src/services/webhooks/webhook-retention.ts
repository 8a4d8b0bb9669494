import type { Records } from '#ports/records.js';
import type { ErasePart } from '#services/erase/erase.js';
import { dayMs } from '#services/files/file-retention.js';
import type { RetentionPart } from '#services/retention/retention.js';

/** So long a delivery can be replayed, and a job that was given up looked at. */
const keptDays = 30;

/** What was delivered, or failed, or was cancelled: bodies, attempts and all. */
export const settledDeliveries = (records: Records): RetentionPart => ({
  name: 'webhook-deliveries',
  sweep: (nowEpochMs) =>
    records.inTransaction((inside) => inside.webhooks.deliveries.sweep(nowEpochMs - keptDays * dayMs)),
});

export const failedJobs = (records: Records): RetentionPart => ({
  name: 'failed-jobs',
  sweep: (nowEpochMs) => records.jobs.sweep(nowEpochMs - keptDays * dayMs),
});

/** Bodies and attempts of what is told of a check and of its session; what waits is not sent. */
export const deliveryErasure: ErasePart = {
  name: 'webhook-deliveries',
  async eraseVerification({ webhooks }, owner, id, { atEpochMs, sessionId }) {
    let count = await webhooks.deliveries.eraseBySubject(owner, { kind: 'verification', id }, atEpochMs);
    // A check's id may be that of a session itself.
    for (const session of new Set([id, sessionId ?? id])) {
      count += await webhooks.deliveries.eraseBySubject(owner, { kind: 'session', id: session }, atEpochMs);
    }
    return count;
  },
  eraseUser: async () => 0,
};
