import type { Records } from '#ports/records.js';

/** A database whose connection breaks, where `breaks` says so, between a commit and its answer. */
export const losingAnswers = (records: Records, breaks: () => boolean = () => true): Records => ({
  ...records,
  async inTransaction(work) {
    const result = await records.inTransaction(work);
    if (breaks()) throw new Error('the answer of a commit was lost');
    return result;
  },
});
