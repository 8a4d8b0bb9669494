import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import type { SealContext } from '#adapters/sealing/envelope.js';
import type { Database } from '#adapters/sql/schema.js';
import { openJson, sealJson } from '#adapters/sql/sealed-json.js';
import { reviewsOf } from '#adapters/sql/reviews-of.js';
import { createDataKey, openDataKey } from '#adapters/sql/sealed-rows.js';
import type { SqlRecordsOptions } from '#adapters/sql/sql-records-options.js';
import { transact } from '#adapters/sql/transact.js';
import type { Owner } from '#ports/owner.js';
import { reviewReasonCodes } from '#domain/review.js';
import { sqlReviewVotes } from '#adapters/sql/sql-review-votes.js';
import { reviewDecisions, type Review, type ReviewRecords } from '#ports/review-records.js';

type Row = Selectable<Database['reviews']>;

const decisionSchema = z.enum(reviewDecisions);
/** What a reviewer wrote: it may name a person. */
const wordsSchema = z.object({
  reviewer: z.string().nullable(),
  reason: z.string().nullable(),
  // Missing from what was decided before there were codes.
  reasonCodes: z.array(z.enum(reviewReasonCodes)).default([]),
});
const noWords: z.infer<typeof wordsSchema> = { reviewer: null, reason: null, reasonCodes: [] };

export function sqlReviews(db: Kysely<Database>, options: SqlRecordsOptions): ReviewRecords {
  const { masterKey } = options;
  const votes = sqlReviewVotes(db, options);
  const ofOwner = (owner: Owner) => reviewsOf(db, owner).selectAll('reviews');

  async function openWords(row: Row): Promise<z.infer<typeof wordsSchema>> {
    if (row.data_key_id === null || row.sealed_words === null) return noWords;
    const key = await openDataKey(db, masterKey, row.application_id, row.data_key_id);
    const words = openJson(key, row.sealed_words, contextOf(row.application_id, row.verification_id));
    key.fill(0);
    return wordsSchema.parse(words);
  }

  const fromRow = async (row: Row): Promise<Review> => ({
    verificationId: row.verification_id,
    openedAtEpochMs: row.opened_at,
    decided:
      row.decided_at === null
        ? null
        : { decision: decisionSchema.parse(row.decision), atEpochMs: row.decided_at, ...(await openWords(row)) },
  });

  const inTransaction = <T>(work: (inside: Kysely<Database>) => Promise<T>): Promise<T> => transact(db, work);

  return {
    vote: votes.vote,
    votes: votes.votes,

    async open({ applicationId, mode }, verificationId, openedAtEpochMs) {
      await db
        .insertInto('reviews')
        .values({
          verification_id: verificationId,
          application_id: applicationId,
          mode,
          opened_at: openedAtEpochMs,
          decided_at: null,
          decision: null,
          data_key_id: null,
          sealed_words: null,
        })
        .execute();
    },

    async find(owner, verificationId) {
      const row = await ofOwner(owner).where('verification_id', '=', verificationId).executeTakeFirst();
      return row === undefined ? null : fromRow(row);
    },

    async waiting(owner, { limit, after }) {
      let query = ofOwner(owner)
        .where('decided_at', 'is', null)
        .orderBy('opened_at')
        .orderBy('verification_id')
        .limit(limit);
      if (after !== null) {
        const { createdAtEpochMs, id } = after;
        query = query.where((where) =>
          where.or([
            where('opened_at', '>', createdAtEpochMs),
            where.and([where('opened_at', '=', createdAtEpochMs), where('verification_id', '>', id)]),
          ]),
        );
      }
      return Promise.all((await query.execute()).map(fromRow));
    },

    decide: (owner, verificationId, { decision, atEpochMs, ...words }) =>
      inTransaction(async (inside) => {
        const { applicationId, mode } = owner;
        const { id, key } = await createDataKey(inside, masterKey, applicationId, atEpochMs);
        const sealed = sealJson(key, words, contextOf(applicationId, verificationId));
        key.fill(0);
        const result = await inside
          .updateTable('reviews')
          .set({ decided_at: atEpochMs, decision, data_key_id: id, sealed_words: sealed })
          .where('verification_id', '=', verificationId)
          .where('application_id', '=', applicationId)
          .where('mode', '=', mode)
          .where('decided_at', 'is', null)
          .executeTakeFirst();
        if (result.numUpdatedRows > 0n) return true;
        await inside.deleteFrom('data_keys').where('id', '=', id).execute();
        return false;
      }),

    erase: (owner, verificationId) =>
      inTransaction(async (inside) => {
        const { applicationId, mode } = owner;
        const row = await inside
          .selectFrom('reviews')
          .select(['data_key_id', 'decided_at'])
          .where('verification_id', '=', verificationId)
          .where('application_id', '=', applicationId)
          .where('mode', '=', mode)
          .executeTakeFirst();
        if (row === undefined) return;
        await votes.erase(inside, verificationId);
        if (row.decided_at === null) {
          for (const table of ['review_votes', 'reviews'] as const) {
            await inside.deleteFrom(table).where('verification_id', '=', verificationId).execute();
          }
          return;
        }
        if (row.data_key_id === null) return;
        await inside
          .updateTable('reviews')
          .set({ data_key_id: null, sealed_words: null })
          .where('verification_id', '=', verificationId)
          .execute();
        await inside.deleteFrom('data_keys').where('id', '=', row.data_key_id).execute();
      }),
  };
}

const contextOf = (applicationId: string, id: string): SealContext => ({
  table: 'reviews',
  column: 'sealed_words',
  applicationId,
  id,
});
