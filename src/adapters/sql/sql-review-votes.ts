import type { Kysely } from 'kysely';
import { z } from 'zod';
import { reviewReasonCodes } from '#domain/review.js';
import type { Database } from '#adapters/sql/schema.js';
import { openJson, sealJson } from '#adapters/sql/sealed-json.js';
import { createDataKey, openDataKey } from '#adapters/sql/sealed-rows.js';
import type { SqlRecordsOptions } from '#adapters/sql/sql-records-options.js';
import { transact } from '#adapters/sql/transact.js';
import { reviewDecisions, type ReviewRecords } from '#ports/review-records.js';

const decisionSchema = z.enum(reviewDecisions);
/** What a reviewer wrote: it may name a person. */
const wordsSchema = z.object({ reason: z.string().nullable(), reasonCodes: z.array(z.enum(reviewReasonCodes)) });

const contextOf = (applicationId: string, verificationId: string, userId: string) => ({
  table: 'review_votes',
  column: 'sealed_words',
  applicationId,
  id: JSON.stringify([verificationId, userId]),
});

export function sqlReviewVotes(
  db: Kysely<Database>,
  { masterKey }: SqlRecordsOptions,
): Pick<ReviewRecords, 'vote' | 'votes'> & {
  /** Destroys what was written in all votes of a case. */
  erase(inside: Kysely<Database>, verificationId: string): Promise<void>;
} {
  async function dropKey(inside: Kysely<Database>, verificationId: string, userId: string): Promise<void> {
    const row = await inside
      .selectFrom('review_votes')
      .select('data_key_id')
      .where('verification_id', '=', verificationId)
      .where('user_id', '=', userId)
      .executeTakeFirst();
    if (row === undefined || row.data_key_id === null) return;
    await inside
      .updateTable('review_votes')
      .set({ data_key_id: null, sealed_words: null })
      .where('verification_id', '=', verificationId)
      .where('user_id', '=', userId)
      .execute();
    await inside.deleteFrom('data_keys').where('id', '=', row.data_key_id).execute();
  }

  return {
    vote: ({ applicationId }, verificationId, { userId, decision, atEpochMs, ...words }) =>
      transact(db, async (inside) => {
        await dropKey(inside, verificationId, userId);
        const { id, key } = await createDataKey(inside, masterKey, applicationId, atEpochMs);
        const sealed = sealJson(key, words, contextOf(applicationId, verificationId, userId));
        key.fill(0);
        const values = { decision, voted_at: atEpochMs, data_key_id: id, sealed_words: sealed };
        await inside
          .insertInto('review_votes')
          .values({ verification_id: verificationId, user_id: userId, ...values })
          .onConflict((conflict) => conflict.columns(['verification_id', 'user_id']).doUpdateSet(values))
          .execute();
      }),

    async votes({ applicationId, mode }, verificationId) {
      const rows = await db
        .selectFrom('review_votes')
        .innerJoin('reviews', 'reviews.verification_id', 'review_votes.verification_id')
        .selectAll('review_votes')
        .where('review_votes.verification_id', '=', verificationId)
        .where('reviews.application_id', '=', applicationId)
        .where('reviews.mode', '=', mode)
        .orderBy('voted_at')
        .orderBy('user_id')
        .execute();
      const votes = [];
      for (const row of rows) {
        const { user_id: userId, data_key_id: dataKeyId, sealed_words: sealed } = row;
        let words: z.infer<typeof wordsSchema> = { reason: null, reasonCodes: [] };
        if (dataKeyId !== null && sealed !== null) {
          const key = await openDataKey(db, masterKey, applicationId, dataKeyId);
          words = wordsSchema.parse(openJson(key, sealed, contextOf(applicationId, verificationId, userId)));
          key.fill(0);
        }
        votes.push({ userId, decision: decisionSchema.parse(row.decision), atEpochMs: row.voted_at, ...words });
      }
      return votes;
    },

    async erase(inside, verificationId) {
      const rows = await inside
        .selectFrom('review_votes')
        .select('user_id')
        .where('verification_id', '=', verificationId)
        .execute();
      for (const { user_id: userId } of rows) await dropKey(inside, verificationId, userId);
    },
  };
}
