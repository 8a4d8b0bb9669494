import type { Kysely } from 'kysely';
import type { Database } from '#adapters/sql/schema.js';
import { sqlApplications } from '#adapters/sql/sql-applications.js';
import { sqlAudit } from '#adapters/sql/sql-audit.js';
import { sqlIdempotency } from '#adapters/sql/sql-idempotency.js';
import { sqlKeys } from '#adapters/sql/sql-keys.js';
import type { SqlRecordsOptions } from '#adapters/sql/sql-records-options.js';
import { sqlReviews } from '#adapters/sql/sql-reviews.js';
import { sqlSessions } from '#adapters/sql/sql-sessions.js';
import { sqlTemplates } from '#adapters/sql/templates/sql-templates.js';
import { sqlUsage } from '#adapters/sql/sql-usage.js';
import { sqlVerifications } from '#adapters/sql/sql-verifications.js';
import { transact } from '#adapters/sql/transact.js';
import type { Records } from '#ports/records.js';

/** The records port over any SQL database that Kysely speaks. */
export function createSqlRecords(db: Kysely<Database>, options: SqlRecordsOptions): Records {
  const records = over(db, options);
  return {
    ...records,
    async inTransaction(work) {
      let erased = false;
      // What a transaction erases lies in the log until it is durable.
      const later = { ...options, purgeOldPages: async () => void (erased = true) };
      const result = await transact(db, (transaction) => {
        const inside: Records = { ...over(transaction, later), inTransaction: (nested) => nested(inside) };
        return work(inside);
      });
      if (erased) await options.purgeOldPages();
      return result;
    },
  };
}

const over = (db: Kysely<Database>, options: SqlRecordsOptions): Omit<Records, 'inTransaction'> => ({
  applications: sqlApplications(db),
  keys: sqlKeys(db),
  verifications: sqlVerifications(db, options),
  idempotency: sqlIdempotency(db, options),
  usage: sqlUsage(db),
  audit: sqlAudit(db, options),
  reviews: sqlReviews(db, options),
  sessions: sqlSessions(db, options),
  templates: sqlTemplates(db, options),
});
