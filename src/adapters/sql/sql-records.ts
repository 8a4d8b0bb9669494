import type { Kysely } from 'kysely';
import type { Database } from '#adapters/sql/schema.js';
import { createEnqueuedSignal, type EnqueuedSignal } from '#adapters/sql/enqueued-signal.js';
import { sqlApplications } from '#adapters/sql/sql-applications.js';
import { sqlAudit } from '#adapters/sql/sql-audit.js';
import { sqlPolicies } from '#adapters/sql/sql-policies.js';
import { sqlCapturePrints } from '#adapters/sql/sql-capture-prints.js';
import { sqlFiles } from '#adapters/sql/sql-files.js';
import { sqlIdempotency } from '#adapters/sql/sql-idempotency.js';
import { sqlInstallationRecords } from '#adapters/sql/sql-installation-records.js';
import { sqlJobs } from '#adapters/sql/sql-jobs.js';
import { sqlInsights } from '#adapters/sql/sql-insights.js';
import { sqlKeys } from '#adapters/sql/sql-keys.js';
import type { SqlRecordsOptions } from '#adapters/sql/sql-records-options.js';
import { sqlReviews } from '#adapters/sql/sql-reviews.js';
import { sqlSessions } from '#adapters/sql/sql-sessions.js';
import { sqlTemplates } from '#adapters/sql/templates/sql-templates.js';
import { sqlUsage } from '#adapters/sql/sql-usage.js';
import { sqlUsers } from '#adapters/sql/users/sql-users.js';
import { sqlVerifications } from '#adapters/sql/sql-verifications.js';
import { transact } from '#adapters/sql/transact.js';
import { sqlWebhooks } from '#adapters/sql/webhooks/sql-webhooks.js';
import type { Records } from '#ports/records.js';

/** The records port over any SQL database that Kysely speaks. */
export function createSqlRecords(db: Kysely<Database>, options: SqlRecordsOptions): Records {
  const enqueued = createEnqueuedSignal();
  const records = over(db, options, enqueued);
  return {
    ...records,
    purgeOldPages: options.purgeOldPages,
    async inTransaction(work) {
      const queues = new Set<string>();
      let purges = false;
      const result = await transact(db, (transaction) => {
        // It may be run again: what an earlier run enqueued or erased was undone with it.
        queues.clear();
        purges = false;
        const signal: EnqueuedSignal = { ...enqueued, emit: (queue) => queues.add(queue) };
        // What a transaction erases lies in the log until it is durable.
        const purgeOldPages = async (): Promise<void> => void (purges = true);
        const inside: Records = {
          ...over(transaction, { ...options, purgeOldPages }, signal),
          inTransaction: (nested) => nested(inside),
          purgeOldPages,
        };
        return work(inside);
      });
      queues.forEach(enqueued.emit);
      if (purges) await options.purgeOldPages();
      return result;
    },
  };
}

const over = (
  db: Kysely<Database>,
  options: SqlRecordsOptions,
  enqueued: EnqueuedSignal,
): Omit<Records, 'inTransaction' | 'purgeOldPages'> => ({
  applications: sqlApplications(db),
  keys: sqlKeys(db),
  verifications: sqlVerifications(db, options),
  idempotency: sqlIdempotency(db, options),
  usage: sqlUsage(db),
  audit: sqlAudit(db, options),
  reviews: sqlReviews(db, options),
  sessions: sqlSessions(db, options),
  capturePrints: sqlCapturePrints(db, options),
  jobs: sqlJobs(db, options, enqueued),
  webhooks: sqlWebhooks(db, options),
  files: sqlFiles(db, options),
  templates: sqlTemplates(db, options),
  users: sqlUsers(db, options),
  insights: sqlInsights(db, options),
  policies: sqlPolicies(db),
  installation: sqlInstallationRecords(db),
});
