import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { auditTampering } from '#adapters/sql/audit-tampering.suite.js';
import { migrate } from '#adapters/sql/migrate.js';
import { sqlRateLimits } from '#adapters/sql/sql-rate-limits.js';
import { databaseFileName, openSqliteDatabase } from '#adapters/sqlite/open-sqlite-database.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import { describeAudit } from '#ports/audit-records.suite.js';
import { describeCapturePrints } from '#ports/capture-prints.suite.js';
import { describeFileRecords } from '#ports/file-records.suite.js';
import { describeIdempotency } from '#ports/idempotency-records.suite.js';
import { describeInsights } from '#ports/insight-records.suite.js';
import { describeJobs } from '#ports/jobs.suite.js';
import { describePolicies } from '#ports/policy-records.suite.js';
import { describeRateLimits } from '#ports/rate-limits.suite.js';
import { describeRecords } from '#ports/records.suite.js';
import { describeReviews } from '#ports/review-records.suite.js';
import { describeSessionRecords } from '#ports/session-records.suite.js';
import { describeSubjectRecords } from '#ports/subject-records.suite.js';
import { describeTemplateRecords } from '#ports/template-records.suite.js';
import { describeInstallation } from '#ports/installation-records.suite.js';
import { describeUsage } from '#ports/usage-records.suite.js';
import { describeUsers } from '#ports/user-records.suite.js';
import { describeWebhookRecords } from '#ports/webhook-records.suite.js';

const masterKey = masterKeyFromSecret(new Uint8Array(32).fill(3));

/** A store in a directory of its own, which can be opened anew. */
async function reopenable() {
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-store-'));
  const open = () => openSqliteStore({ directory, masterKey, nowEpochMs: 1 });
  const stores = [await open()];
  return {
    directory,
    records: stores[0]!.records,
    async reopen() {
      const store = await open();
      stores.push(store);
      return store.records;
    },
    async close() {
      for (const store of stores) await store.close();
      rmSync(directory, { recursive: true });
    },
  };
}

describeRecords('SQLite', reopenable);
describeSubjectRecords('SQLite', reopenable);
describeSessionRecords('SQLite', reopenable);
describeCapturePrints('SQLite', reopenable);
describePolicies('SQLite', reopenable);
describeReviews('SQLite', reopenable);
describeJobs('SQLite', reopenable, { storesInOneThread: false });
describeWebhookRecords('SQLite', reopenable);
describeFileRecords('SQLite', reopenable);
describeIdempotency('SQLite', reopenable);
describeUsage('SQLite', reopenable);
describeUsers('SQLite', reopenable);
describeInsights('SQLite', reopenable);
describeInstallation('SQLite', reopenable);
// A store on SQLite counts in memory, since it serves one process; what several would share is held to the suite too.
describeRateLimits('SQLite', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-rates-'));
  const database = openSqliteDatabase(directory);
  await database.unhurried((db) => migrate(db, database.flavour));
  return {
    rateLimits: sqlRateLimits(database.db),
    async close() {
      await database.close();
      rmSync(directory, { recursive: true });
    },
  };
});
describeAudit('SQLite', async () => {
  const under = await reopenable();
  return {
    ...under,
    async tamper(change) {
      const database = new BetterSqlite3(path.join(under.directory, databaseFileName));
      database.exec(auditTampering[change]);
      database.close();
    },
  };
});
describeTemplateRecords('SQLite', async () => {
  const under = await reopenable();
  // A second connection in one thread would wait for the first one's lock without letting go of the thread.
  return { ...under, openAnother: () => under.reopen(), secondWriter: async () => under.records };
});
