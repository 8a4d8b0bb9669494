import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import type { Store } from '#ports/store.js';
import { sampleSession } from '#ports/session-records.suite.js';

const masterKey = masterKeyFromSecret(new Uint8Array(32).fill(3));
const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

function temporaryDirectory(): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-sessions-'));
  directories.push(directory);
  return directory;
}
const openIn = (directory: string): Promise<Store> => openSqliteStore({ directory, masterKey, nowEpochMs: 1 });

test('nothing of a session stands readable in any file of the database', async () => {
  const directory = temporaryDirectory();
  const store = await openIn(directory);
  await store.records.applications.create({
    id: 'app_a',
    name: 'Shop',
    createdAtEpochMs: 1,
    settings: defaultApplicationSettings,
  });
  const times = { createdAtEpochMs: 1, revokedAtEpochMs: null, succeedsKeyId: null };
  const key = { id: 'k1', applicationId: 'app_a', kind: 'secret', mode: 'live', name: 'first' } as const;
  await store.records.keys.create({ ...key, ...times, scopes: ['verify'], secretHash: new Uint8Array(32) });
  await store.records.sessions.add(sampleSession());
  await store.records.sessions.update(sampleSession());
  const bytes = Buffer.concat(readdirSync(directory).map((name) => readFileSync(path.join(directory, name))));
  await store.close();
  expect(bytes.includes(sampleSession().id)).toBe(true);
  for (const secret of [
    'user123',
    'Eriksson',
    'anna@example.org',
    '+4912345',
    'ext-9',
    'shop.example',
    'flow-1',
    'token-of-the-link',
  ]) {
    expect(bytes.includes(secret), secret).toBe(false);
  }
});
