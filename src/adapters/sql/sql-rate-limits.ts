import { sql, type Kysely } from 'kysely';
import type { Database } from '#adapters/sql/schema.js';
import { decisionAfter, gcraOf } from '#ports/rate-limit-arithmetic.js';
import type { RateLimits } from '#ports/rate-limits.js';

/** Limits shared by every process on one database: one atomic statement for a request that is allowed, two for one that is not. */
export function sqlRateLimits(db: Kysely<Database>): RateLimits {
  return {
    async take(subject, limit, nowEpochMs) {
      const { intervalMicros, toleranceMicros, nowMicros, latestMicros } = gcraOf(limit, nowEpochMs);
      const row = await db
        .insertInto('rate_limits')
        .values({ subject, theoretical_arrival: nowMicros + intervalMicros })
        .onConflict((conflict) =>
          conflict
            .column('subject')
            .doUpdateSet({
              theoretical_arrival: sql<number>`case when rate_limits.theoretical_arrival between ${nowMicros} and ${latestMicros} then rate_limits.theoretical_arrival else ${nowMicros} end + ${intervalMicros}`,
            })
            .where((row) =>
              row.or([
                row('rate_limits.theoretical_arrival', '<=', nowMicros + toleranceMicros),
                row('rate_limits.theoretical_arrival', '>', latestMicros),
              ]),
            ),
        )
        .returning('theoretical_arrival')
        .executeTakeFirst();
      if (row !== undefined) return decisionAfter(true, row.theoretical_arrival, limit, nowEpochMs);
      const refused = await db
        .selectFrom('rate_limits')
        .select('theoretical_arrival')
        .where('subject', '=', subject)
        .executeTakeFirst();
      return decisionAfter(false, refused?.theoretical_arrival ?? nowMicros, limit, nowEpochMs);
    },
    async sweep(nowEpochMs) {
      const result = await db
        .deleteFrom('rate_limits')
        .where('theoretical_arrival', '<=', nowEpochMs * 1000)
        .executeTakeFirst();
      return Number(result.numDeletedRows);
    },
  };
}
