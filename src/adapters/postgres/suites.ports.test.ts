import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { auditTampering } from '#adapters/sql/audit-tampering.suite.js';
import { describeAudit } from '#ports/audit-records.suite.js';
import { describeRateLimits } from '#ports/rate-limits.suite.js';
import { describeReviews } from '#ports/review-records.suite.js';
import { describeOnPostgres, freshPostgresStore, queryPostgres } from '../../../test/support/postgres.js';

// The suites that a store on an empty database is enough for. A new port adds its two lines here.
const fresh = () => freshPostgresStore(masterKeyFromSecret(new Uint8Array(32).fill(3)));

describeOnPostgres('PostgreSQL', () => {
  describeRateLimits('PostgreSQL', fresh);
  describeReviews('PostgreSQL', fresh);
  describeAudit('PostgreSQL', async () => {
    const store = await fresh();
    return { ...store, tamper: async (change) => void (await queryPostgres(store.url, auditTampering[change])) };
  });
});
