import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { databaseFileName } from '#adapters/sqlite/open-sqlite-database.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import type { VerificationRecord } from '#ports/records.js';
import { sampleStored } from '#ports/sample-stored.suite.js';
import type { Store } from '#ports/store.js';

const masterKey = masterKeyFromSecret(new Uint8Array(32).fill(3));
const directories: string[] = [];

function temporaryDirectory(): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-store-'));
  directories.push(directory);
  return directory;
}
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

const openIn = (directory: string): Promise<Store> => openSqliteStore({ directory, masterKey, nowEpochMs: 1 });

const bytesOnDisk = (directory: string): Buffer =>
  Buffer.concat(readdirSync(directory).map((name) => readFileSync(path.join(directory, name))));

const record: VerificationRecord = sampleStored.verification;

async function storeOneVerification(store: Store): Promise<void> {
  await store.records.applications.create({
    id: 'app_a',
    name: 'Shop',
    createdAtEpochMs: 1,
    settings: defaultApplicationSettings,
  });
  await store.records.keys.create({
    id: 'k1',
    applicationId: 'app_a',
    kind: 'secret',
    mode: 'live',
    name: 'first',
    scopes: ['verify'],
    createdAtEpochMs: 1,
    revokedAtEpochMs: null,
    succeedsKeyId: null,
    secretHash: store.keyedHash.digest('api-key', 'sk_live_k1_secret'),
  });
  await store.records.verifications.add(record, [{ name: 'document-number', value: 'L898902C3' }]);
}

test('nothing personal stands readable in any file of the database', async () => {
  const directory = temporaryDirectory();
  const store = await openIn(directory);
  await storeOneVerification(store);
  const bytes = bytesOnDisk(directory);
  await store.close();
  expect(bytes.includes(record.id)).toBe(true);
  for (const secret of ['ERIKSSON', 'ANNA', 'L898902C3', '1974-08-12', 'sk_live_k1']) {
    expect(bytes.includes(secret), secret).toBe(false);
  }
});

test('erasing leaves neither the wrapped key nor the sealed bytes in database or log', async () => {
  const directory = temporaryDirectory();
  const store = await openIn(directory);
  await storeOneVerification(store);
  const reader = new BetterSqlite3(path.join(directory, databaseFileName), { readonly: true });
  const { wrapped_key: wrappedKey } = reader.prepare('select wrapped_key from data_keys').get() as {
    wrapped_key: Buffer;
  };
  const { sealed_result: sealedResult } = reader.prepare('select sealed_result from verifications').get() as {
    sealed_result: Buffer;
  };
  const { hash } = reader.prepare('select hash from verification_lookups').get() as { hash: Buffer };
  reader.close();
  expect(bytesOnDisk(directory).includes(wrappedKey)).toBe(true);

  await store.records.verifications.erase({ applicationId: 'app_a', mode: 'live' }, record.id, 9000);
  const bytes = bytesOnDisk(directory);
  await store.close();
  expect(bytes.includes(wrappedKey)).toBe(false);
  expect(bytes.includes(sealedResult.subarray(0, 64))).toBe(false);
  expect(bytes.includes(hash)).toBe(false);
});

test('data sealed under another master key is refused by name', async () => {
  const directory = temporaryDirectory();
  await (await openIn(directory)).close();
  const otherKey = masterKeyFromSecret(new Uint8Array(32).fill(4));
  await expect(openSqliteStore({ directory, masterKey: otherKey, nowEpochMs: 2 })).rejects.toMatchObject({
    name: 'MasterKeyMismatchError',
    sealedUnder: masterKey.id,
    given: [otherKey.id],
  });
});

test('a row moved to another application does not open', async () => {
  const directory = temporaryDirectory();
  const store = await openIn(directory);
  await storeOneVerification(store);
  await store.records.applications.create({
    id: 'app_b',
    name: 'Bank',
    createdAtEpochMs: 2,
    settings: defaultApplicationSettings,
  });
  const writer = new BetterSqlite3(path.join(directory, databaseFileName));
  writer.exec(`update verifications set application_id = 'app_b'; update data_keys set application_id = 'app_b'`);
  writer.close();
  await expect(
    store.records.verifications.find({ applicationId: 'app_b', mode: 'live' }, record.id),
  ).rejects.toMatchObject({ name: 'SealBrokenError' });
  await store.close();
});

test('two processes may make the same database at once: one waits for the other', async () => {
  const directory = temporaryDirectory();
  const store = path.resolve(import.meta.dirname, '../../../dist/adapters/sqlite/open-sqlite-store.js');
  const sealing = path.resolve(import.meta.dirname, '../../../dist/adapters/sealing/master-key.js');
  const script = `
    import { openSqliteStore } from ${JSON.stringify(pathToFileURL(store).href)};
    import { masterKeyFromSecret } from ${JSON.stringify(pathToFileURL(sealing).href)};
    const masterKey = masterKeyFromSecret(new Uint8Array(32).fill(3));
    const store = await openSqliteStore({ directory: process.argv[1], masterKey, nowEpochMs: 1 });
    process.stdout.write(Buffer.from(store.keyedHash.digest('lookup', 'x')).toString('hex'));
    await store.close();`;
  const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, directory]);
  const digests = (await Promise.all([run(), run(), run()])).map(({ stdout }) => stdout);
  expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(digests).size).toBe(1);
});
