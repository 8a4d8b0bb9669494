import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';

test('no name, hash, secret, token or code of a user lies readable in the files of the database', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-users-'));
  const masterKey = masterKeyFromSecret(new Uint8Array(32).fill(3));
  const store = await openSqliteStore({ directory, masterKey, nowEpochMs: 1 });
  const { users } = store.records;
  const totpSecret = Buffer.from('totp-canary-secret');
  await users.add({
    id: 'u1',
    kind: 'local',
    identity: 'local:name-canary',
    createdAtEpochMs: 1,
    grants: [{ applicationId: null, role: 'admin' }],
    profile: { name: 'name-canary', passwordHash: '$argon2id$hash-canary', totpSecret, pendingTotpSecret: null },
  });
  await users.setInvitation('u1', { token: 'token-canary', expiresAtEpochMs: 9 });
  await users.setRecoveryCodes('u1', ['code-canary']);
  const session = { id: 's1', userId: 'u1', stage: 'full', createdAtEpochMs: 1, lastSeenAtEpochMs: 1 } as const;
  const origin = { browser: 'browser-canary', network: 'network-canary' };
  await users.addSession({ ...session, expiresAtEpochMs: 9, origin }, 'session-canary');
  await users.takeTry('local:tried-canary', 1, () => 0);
  const files = readdirSync(directory).map((name) => readFileSync(path.join(directory, name)).toString('latin1'));
  await store.close();
  rmSync(directory, { recursive: true });
  expect(files.join('')).toContain('CREATE TABLE');
  expect(files.join('')).not.toContain('canary');
  expect(files.join('')).not.toContain(totpSecret.toString('base64'));
});
