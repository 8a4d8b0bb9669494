import { expect, test } from 'vitest';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import type { VerificationRecord } from '#ports/records.js';
import { sampleStored } from '#ports/sample-stored.suite.js';
import {
  describeOnPostgres,
  openPostgresStore,
  postgresUnderTest,
  queryPostgres,
} from '../../../test/support/postgres.js';

const record = (index: number): VerificationRecord => ({
  ...sampleStored.verification,
  id: `7e5a1c9e-0000-4000-8000-00000000000${index}`,
});

const owner = { applicationId: 'app_a', mode: 'live' } as const;

describeOnPostgres('erasing on PostgreSQL', () => {
  test('leaves no dead row and no dead index entry of the key, the sealed bytes and the hashes', async () => {
    // Its own: one that was emptied has dead entries already.
    const own = await postgresUnderTest();
    const { url } = own;
    const store = await openPostgresStore(url, masterKeyFromSecret(new Uint8Array(32).fill(3)));
    const { applications, keys, verifications } = store.records;
    await applications.create(sampleStored.applications[0]);
    await keys.create(sampleStored.key);
    for (const index of [1, 2, 3]) {
      await verifications.add(record(index), [{ name: 'document-number', value: `L89890${index}` }]);
    }
    await queryPostgres(url, 'create extension pgstattuple; create extension pageinspect');
    const remains = async (): Promise<unknown> =>
      queryPostgres(
        url,
        `select name, (pgstattuple(name)).dead_tuple_count::int as rows
         from unnest(array['data_keys', 'verifications', 'verification_lookups']) as name order by name`,
      );
    const entries = async (): Promise<unknown> =>
      queryPostgres(
        url,
        `select name, (bt_page_stats(name, 1)).live_items::int + (bt_page_stats(name, 1)).dead_items::int as items
         from unnest(array['data_keys_pkey', 'verification_lookups_by_hash']) as name order by name`,
      );
    expect(await entries()).toEqual([
      { name: 'data_keys_pkey', items: 3 },
      { name: 'verification_lookups_by_hash', items: 3 },
    ]);

    const erased = await Promise.all([1, 2].map((index) => verifications.erase(owner, record(index).id, 9000)));
    expect(erased).toEqual([true, true]);
    expect(await remains()).toEqual([
      { name: 'data_keys', rows: 0 },
      { name: 'verification_lookups', rows: 0 },
      { name: 'verifications', rows: 0 },
    ]);
    expect(await entries()).toEqual([
      { name: 'data_keys_pkey', items: 1 },
      { name: 'verification_lookups_by_hash', items: 1 },
    ]);
    expect(await verifications.find(owner, record(3).id)).toEqual(record(3));
    await store.close();
    await own.drop();
  });
});
