import type { Kysely } from 'kysely';
import type { Database } from '#adapters/sql/schema.js';
import type { Owner } from '#ports/owner.js';

/** Cases that are decided or can be. Earlier versions left the open case of an erased verification, which nobody can decide. */
export const reviewsOf = (db: Kysely<Database>, { applicationId, mode }: Owner) =>
  db
    .selectFrom('reviews')
    .where('reviews.application_id', '=', applicationId)
    .where('reviews.mode', '=', mode)
    .where((where) =>
      where.or([
        where('decided_at', 'is not', null),
        where.exists(
          where
            .selectFrom('verifications')
            .select('verifications.id')
            .whereRef('verifications.id', '=', 'reviews.verification_id')
            .where('erased_at', 'is', null),
        ),
      ]),
    );
