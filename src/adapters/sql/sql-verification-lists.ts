import type { Kysely, Selectable } from 'kysely';
import { modeSchema } from '#domain/access.js';
import type { Database } from '#adapters/sql/schema.js';
import type { VerificationRecords, VerificationSummary } from '#ports/records.js';

/** The lists of verifications that open nothing. */
export function sqlVerificationLists(
  db: Kysely<Database>,
  summaryOf: (row: Selectable<Database['verifications']>) => VerificationSummary,
): Pick<VerificationRecords, 'findSummary' | 'ofSession' | 'dueBefore'> {
  return {
    async findSummary({ applicationId, mode }, id) {
      const row = await db
        .selectFrom('verifications')
        .selectAll()
        .where('id', '=', id)
        .where('application_id', '=', applicationId)
        .where('mode', '=', mode)
        .executeTakeFirst();
      return row === undefined ? null : summaryOf(row);
    },

    async ofSession({ applicationId, mode }, sessionId) {
      const rows = await db
        .selectFrom('verifications')
        .selectAll()
        .where('application_id', '=', applicationId)
        .where('mode', '=', mode)
        .where('session_id', '=', sessionId)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(summaryOf);
    },

    async dueBefore(applicationId, createdBeforeEpochMs, limit) {
      const rows = await db
        .selectFrom('verifications')
        .select(['id', 'mode'])
        .where('application_id', '=', applicationId)
        .where('created_at', '<', createdBeforeEpochMs)
        .where('erased_at', 'is', null)
        .orderBy('created_at')
        .limit(limit)
        .execute();
      return rows.map(({ id, mode }) => ({ owner: { applicationId, mode: modeSchema.parse(mode) }, id }));
    },
  };
}
