import type { Records } from '#ports/records.js';
import type { RetentionPart } from '#services/retention/retention.js';
import { idleMs } from '#services/users/user-sessions.js';

/** A name that nobody tried for so long begins anew. */
const triesForMs = 24 * 60 * 60_000;

/** Sessions of the dashboard that are over, and tries to sign in that are forgotten. */
export const endedUserSessions = (records: Records): RetentionPart => ({
  name: 'user-sessions',
  async sweep(nowEpochMs) {
    const sessions = await records.users.sweepSessions(nowEpochMs, nowEpochMs - idleMs);
    return sessions + (await records.users.sweepTries(nowEpochMs - triesForMs, nowEpochMs));
  },
});
