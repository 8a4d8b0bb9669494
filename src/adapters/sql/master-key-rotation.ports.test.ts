import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createMasterKeyRing, ringOf } from '#adapters/sealing/master-key-ring.js';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { openInstallation } from '#adapters/sql/installation.js';
import { masterKeyUsage, oldWraps, rewrapAll, settledUsage } from '#adapters/sql/master-key-rotation.js';
import { migrate } from '#adapters/sql/migrate.js';
import { createDataKey, openDataKey } from '#adapters/sql/sealed-rows.js';
import type { SqlDatabase } from '#adapters/sql/sql-database.js';
import { transact } from '#adapters/sql/transact.js';
import { openSqliteDatabase } from '#adapters/sqlite/open-sqlite-database.js';
import {
  connectPostgres,
  describeOnPostgres,
  postgresUnderTest,
  type PostgresUnderTest,
} from '../../../test/support/postgres.js';

const secrets = [1, 2].map((byte) => new Uint8Array(32).fill(byte));
const [oldKey, newKey] = [masterKeyFromSecret(secrets[0]!), masterKeyFromSecret(secrets[1]!)];
const application = { id: 'app_a', name: 'Shop', created_at: 1, settings: '{}' };
const onlyOld = ringOf(oldKey);
const both = createMasterKeyRing({ secrets: [secrets[1]!, secrets[0]!], reread: null });

/** A server that has the old key, and finds the new one where it looks again. */
const behind = () =>
  createMasterKeyRing({ secrets: [secrets[0]!], reread: async () => [secrets[1]!, secrets[0]!], leastIntervalMs: 1 });

interface Under {
  /** Connected twice, as two processes would be, where that can be done in one. */
  readonly databases: readonly [SqlDatabase, SqlDatabase];
  close(): Promise<void>;
}

function describeRotation(name: string, make: () => Promise<Under>): void {
  describe(`rotation of the master key on ${name}`, () => {
    let under: Under;
    let database: SqlDatabase;
    beforeEach(async () => {
      under = await make();
      database = under.databases[0];
      await database.unhurried((db) => migrate(db, database.flavour));
      await openInstallation(database.db, onlyOld, 1);
      await database.db.insertInto('applications').values(application).execute();
    });
    afterEach(() => under.close());

    const create = (ring = onlyOld, on = database.db) => createDataKey(on, ring, 'app_a', 1);

    const createMany = (count: number) =>
      transact(database.db, async (transaction) => {
        const made: { id: string; key: Buffer }[] = [];
        while (made.length < count) made.push(await create(onlyOld, transaction));
        return made;
      });

    test('every table that a master key seals something in is known here', async () => {
      const tables = await database.db.introspection.getTables();
      const sealed = tables.filter(({ columns }) => columns.some((column) => column.name === 'master_key_id'));
      expect(sealed.map((table) => table.name).sort()).toEqual(['data_keys', 'installation']);
    });

    test('afterwards every key opens under the new one alone, hashes are as before, and the old wraps nothing', async () => {
      const before = (await openInstallation(database.db, onlyOld, 1)).digest('lookup', 'x');
      const made = await createMany(450);
      const steps: number[] = [];
      const onProgress = (count: number): void => void steps.push(count);
      expect(await rewrapAll(database, { masterKeys: both, next: newKey, onProgress })).toBe(450);
      expect(steps).toEqual([200, 400, 450, 450]);
      expect(await masterKeyUsage(database.db)).toEqual({
        currentId: newKey.id,
        dataKeys: new Map([[newKey.id, 450]]),
      });
      for (const { id, key } of made) {
        expect(await openDataKey(database.db, ringOf(newKey), 'app_a', id)).toEqual(key);
      }
      expect((await openInstallation(database.db, ringOf(newKey), 2)).digest('lookup', 'x')).toEqual(before);
      await expect(openInstallation(database.db, onlyOld, 3)).rejects.toMatchObject({
        name: 'MasterKeyMismatchError',
        sealedUnder: newKey.id,
        given: [oldKey.id],
      });
      expect(await rewrapAll(database, { masterKeys: both, next: newKey })).toBe(0);
    });

    test('a server that has not heard of it opens and stores all the same, by the new key', async () => {
      const { id, key } = await create();
      await rewrapAll(database, { masterKeys: both, next: newKey });
      expect(await openDataKey(database.db, behind(), 'app_a', id)).toEqual(key);
      const later = await create(behind());
      expect(await openDataKey(database.db, ringOf(newKey), 'app_a', later.id)).toEqual(later.key);
      expect(oldWraps(await settledUsage(database))).toBe(0);
    });

    test('a newer key that is known but not in use yet wraps nothing', async () => {
      const { id, key } = await create(both);
      expect(await openDataKey(database.db, onlyOld, 'app_a', id)).toEqual(key);
    });

    test('a server without the new key stores nothing that would be lost', async () => {
      await rewrapAll(database, { masterKeys: both, next: newKey });
      await expect(create()).rejects.toMatchObject({ name: 'MasterKeyMismatchError', sealedUnder: newKey.id });
      expect((await masterKeyUsage(database.db)).dataKeys).toEqual(new Map());
    });

    test('beside servers that store and erase all the while', async () => {
      const [one, two] = under.databases;
      const ring = behind();
      const kept: { id: string; key: Buffer }[] = [];
      let over = false;
      const busy = async (on: SqlDatabase): Promise<void> => {
        while (!over) {
          const made = await create(ring, on.db);
          const doomed = await create(ring, on.db);
          kept.push(made);
          await on.db.deleteFrom('data_keys').where('id', '=', doomed.id).execute();
          await new Promise((resolve) => setImmediate(resolve));
        }
      };
      kept.push(...(await createMany(60)));
      const work = [busy(one), busy(two)];
      await rewrapAll(one, { masterKeys: both, next: newKey });
      expect(oldWraps(await settledUsage(one))).toBe(0);
      over = true;
      await Promise.all(work);
      const usage = await settledUsage(one);
      expect(usage).toEqual({ currentId: newKey.id, dataKeys: new Map([[newKey.id, kept.length]]) });
      for (const { id, key } of kept) expect(await openDataKey(one.db, ringOf(newKey), 'app_a', id)).toEqual(key);
    });

    test('what another key wrapped that is not given stops it by name', async () => {
      await database.db
        .insertInto('data_keys')
        .values({
          id: randomUUID(),
          application_id: 'app_a',
          master_key_id: 'feedfeedfeedfeed',
          wrapped_key: Buffer.of(1),
          created_at: 1,
        })
        .execute();
      await expect(rewrapAll(database, { masterKeys: both, next: newKey })).rejects.toMatchObject({
        sealedUnder: 'feedfeedfeedfeed',
      });
    });
  });
}

describeRotation('SQLite', async () => {
  const directory = mkdtempSync(`${tmpdir()}/bonafide-rotation-`);
  // One: who waits for a lock of SQLite stops the whole process, also the one who holds it, if that is the same.
  const database = openSqliteDatabase(directory);
  return {
    databases: [database, database],
    async close() {
      await database.close();
      rmSync(directory, { recursive: true });
    },
  };
});

describeOnPostgres('PostgreSQL', () => {
  let server: PostgresUnderTest;
  const connectTwice = async (): Promise<Under> => {
    server = await postgresUnderTest();
    const databases = [await connectPostgres(server.url), await connectPostgres(server.url)] as const;
    return {
      databases,
      async close() {
        for (const database of databases) await database.close();
        await server.drop();
      },
    };
  };
  describeRotation('PostgreSQL', connectTwice);

  test('a transaction that began before the rotation cannot store under the old key after it', async () => {
    const under = await connectTwice();
    const [{ db, flavour, unhurried }, other] = under.databases;
    await unhurried((patient) => migrate(patient, flavour));
    await openInstallation(db, onlyOld, 1);
    await db.insertInto('applications').values(application).execute();
    const late = db
      .transaction()
      .setIsolationLevel('serializable')
      .execute(async (transaction) => {
        await sql`select 1 from applications`.execute(transaction);
        await rewrapAll(other, { masterKeys: both, next: newKey });
        expect(oldWraps(await settledUsage(other))).toBe(0);
        await createDataKey(transaction, onlyOld, 'app_a', 1);
      });
    await expect(late).rejects.toMatchObject({ code: '40001' });
    expect(oldWraps(await settledUsage(other))).toBe(0);
    await under.close();
  });
});
