import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readMasterKeyFile } from '#adapters/sealing/master-key-file.js';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import { identify, makeInstallation, startServer } from '../support/server-process.js';

const installation = makeInstallation();
afterEach(() => installation.remove());

const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3);
const text = new TextEncoder().encode('no picture');

test('kill -9 in the middle of 200 requests: every acknowledged transaction is there after the restart', async () => {
  const keyFile = path.join(installation.directory, 'master.key');
  const environment = { BONAFIDE_MASTER_KEY_FILE: keyFile };
  const first = await startServer(installation, { environment });
  const credentials = first.credentials!;

  // 8 callers share 200 requests, every fourth of which fails as code 2: failures are acknowledged, too.
  const acknowledged = new Map<string, number>();
  let sent = 0;
  const caller = async (): Promise<void> => {
    while (sent < 200) {
      sent += 1;
      const doc = sent % 4 === 0 ? text : jpeg;
      try {
        const response = await identify(first, credentials, { doc, selfie: jpeg });
        const { transactionId } = (await response.json()) as { transactionId: string };
        acknowledged.set(transactionId, response.status);
        if (acknowledged.size === 100) first.child.kill('SIGKILL');
      } catch {
        return; // the server is gone
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, caller));
  expect(await first.ended).toBeNull();
  expect(acknowledged.size).toBeGreaterThanOrEqual(100);
  expect(acknowledged.size).toBeLessThan(200);

  const second = await startServer(installation, { environment });
  const response = await identify(second, credentials, { doc: jpeg, selfie: jpeg });
  expect(response.status).toBe(200);

  const store = await openSqliteStore({
    directory: path.join(installation.directory, 'data'),
    masterKey: masterKeyFromSecret(readMasterKeyFile(keyFile)!),
    nowEpochMs: Date.now(),
  });
  const lost: string[] = [];
  for (const [id, status] of acknowledged) {
    const record = await store.records.verifications.find(credentials.applicationId, id);
    const expected = status === 200 ? 'completed' : 'failed';
    if (record?.result.status !== expected) lost.push(id);
  }
  await store.close();
  second.child.kill('SIGKILL');
  await second.ended;
  expect(lost).toEqual([]);
});
