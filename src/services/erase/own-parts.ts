import type { ErasePart } from '#services/erase/erase.js';
import { sessionsOf } from '#services/erase/subject.js';
import type { Files } from '#services/files/files.js';

/** Results, the values by which they are found, and what a reviewer wrote. */
export const verificationErasure: ErasePart = {
  name: 'verifications',
  async eraseVerification(inside, owner, id, { atEpochMs }) {
    await inside.reviews.erase(owner, id);
    return (await inside.verifications.erase(owner, id, atEpochMs)) ? 1 : 0;
  },
  eraseUser: async () => 0,
};

/** Answers remembered for an Idempotency-Key. */
export const answerErasure: ErasePart = {
  name: 'idempotent-answers',
  async eraseVerification({ idempotency }, owner, id, { sessionId }) {
    let count = await idempotency.eraseAbout(owner, { kind: 'verification', id });
    for (const session of sessionsOf({ id, sessionId })) {
      count += await idempotency.eraseAbout(owner, { kind: 'session', id: session });
    }
    return count;
  },
  eraseUser: async () => 0,
};

/** Pictures and videos. Those of templates go with their templates. */
export const fileErasure = (files: Files): ErasePart => ({
  name: 'files',
  async eraseVerification(inside, owner, id, { sessionId, afterCommit }) {
    let count = await files.deleteInside(inside, owner, { verificationId: id }, afterCommit);
    for (const session of sessionsOf({ id, sessionId })) {
      count += await files.deleteInside(inside, owner, { sessionId: session }, afterCommit);
    }
    return count;
  },
  eraseUser: async () => 0,
});
