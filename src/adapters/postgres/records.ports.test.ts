import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { describeRecords } from '#ports/records.suite.js';
import { describeOnPostgres, openPostgresStore, postgresUnderTest } from '../../../test/support/postgres.js';

const masterKey = masterKeyFromSecret(new Uint8Array(32).fill(3));

describeOnPostgres('PostgreSQL', () => {
  describeRecords('PostgreSQL', async () => {
    const under = await postgresUnderTest();
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
  });
});
