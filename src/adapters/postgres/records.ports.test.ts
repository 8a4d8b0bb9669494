import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { describeJobs } from '#ports/jobs.suite.js';
import { describeRecords } from '#ports/records.suite.js';
import { describeSessionRecords } from '#ports/session-records.suite.js';
import { describeWebhookRecords } from '#ports/webhook-records.suite.js';
import { describeFileRecords } from '#ports/file-records.suite.js';
import { describeSubjectRecords } from '#ports/subject-records.suite.js';
import { describeOnPostgres, openPostgresStore, emptyPostgres } from '../../../test/support/postgres.js';

const masterKey = masterKeyFromSecret(new Uint8Array(32).fill(3));

/** A store on a database of its own, which can be opened anew. */
async function reopenable() {
  const under = await emptyPostgres();
  const stores = [await openPostgresStore(under.url, masterKey)];
  return {
    records: stores[0]!.records,
    async reopen() {
      const store = await openPostgresStore(under.url, masterKey);
      stores.push(store);
      return store.records;
    },
    async close() {
      for (const store of stores) await store.close();
      await under.drop();
    },
  };
}

// The suites that open their store a second time.
describeOnPostgres('PostgreSQL', () => {
  describeRecords('PostgreSQL', reopenable);
  describeSessionRecords('PostgreSQL', reopenable);
  describeJobs('PostgreSQL', reopenable, { storesInOneThread: true });
  describeWebhookRecords('PostgreSQL', reopenable);
  describeFileRecords('PostgreSQL', reopenable);
  describeSubjectRecords('PostgreSQL', reopenable);
});
