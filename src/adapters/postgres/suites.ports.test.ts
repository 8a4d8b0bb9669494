import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { auditTampering } from '#adapters/sql/audit-tampering.suite.js';
import { describeAudit } from '#ports/audit-records.suite.js';
import { describeIdempotency } from '#ports/idempotency-records.suite.js';
import { describeInsights } from '#ports/insight-records.suite.js';
import { describePolicies } from '#ports/policy-records.suite.js';
import { describeRateLimits } from '#ports/rate-limits.suite.js';
import { describeCapturePrints } from '#ports/capture-prints.suite.js';
import { describeReviews } from '#ports/review-records.suite.js';
import type { Store } from '#ports/store.js';
import { describeTemplateRecords } from '#ports/template-records.suite.js';
import { describeInstallation } from '#ports/installation-records.suite.js';
import { describeUsage } from '#ports/usage-records.suite.js';
import { describeUsers } from '#ports/user-records.suite.js';
import {
  describeOnPostgres,
  freshPostgresStore,
  openPostgresStore,
  queryPostgres,
} from '../../../test/support/postgres.js';

// The suites that a store on an empty database is enough for. A new port adds its two lines here.
const masterKey = masterKeyFromSecret(new Uint8Array(32).fill(3));
const fresh = () => freshPostgresStore(masterKey);

describeOnPostgres('PostgreSQL', () => {
  describeRateLimits('PostgreSQL', fresh);
  describeCapturePrints('PostgreSQL', fresh);
  describePolicies('PostgreSQL', fresh);
  describeReviews('PostgreSQL', fresh);
  describeIdempotency('PostgreSQL', fresh);
  describeUsage('PostgreSQL', fresh);
  describeInstallation('PostgreSQL', fresh);
  describeUsers('PostgreSQL', fresh);
  describeInsights('PostgreSQL', fresh);
  describeAudit('PostgreSQL', async () => {
    const store = await fresh();
    return { ...store, tamper: async (change) => void (await queryPostgres(store.url, auditTampering[change])) };
  });
  describeTemplateRecords('PostgreSQL', async () => {
    const store = await fresh();
    const others: Store[] = [];
    const openAnother = async () => {
      const other = await openPostgresStore(store.url, masterKey);
      others.push(other);
      return other.records;
    };
    return {
      records: store.records,
      openAnother,
      secondWriter: openAnother,
      async close() {
        for (const other of others) await other.close();
        await store.close();
      },
    };
  });
});
