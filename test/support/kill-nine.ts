import path from 'node:path';
import { expect } from 'vitest';
import { readMasterKeyFile } from '#adapters/sealing/master-key-file.js';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import { changeSettings, hardlyLimited } from './command-line.js';
import { identify, startServer, type Installation, type programs } from './server-process.js';

export interface KillNineOptions {
  readonly program: (typeof programs)[keyof typeof programs];
  /**
   * Asked once the server is ready. What every request sends, but for every fourth, whose document is no picture:
   * failures are acknowledged, too.
   */
  readonly pictures: () => { readonly doc: Uint8Array; readonly selfie: Uint8Array };
}

const text = new TextEncoder().encode('no picture');

/**
 * 8 callers share 200 requests, and the server is killed once 100 are acknowledged. Gives the ids of acknowledged
 * transactions that the database does not have after a restart, and how many were acknowledged.
 */
export async function killInTheMiddle(installation: Installation, options: KillNineOptions) {
  const { program } = options;
  const keyFile = path.join(installation.directory, 'master.key');
  const environment = { BONAFIDE_MASTER_KEY_FILE: keyFile };
  const first = await startServer(installation, { program, environment });
  const credentials = first.credentials!;
  // A call over the limits is refused and not remembered; none of these is to be.
  await changeSettings(installation, credentials.applicationId, hardlyLimited, environment);
  const pictures = options.pictures();

  const acknowledged = new Map<string, number>();
  let sent = 0;
  const caller = async (): Promise<void> => {
    while (sent < 200) {
      sent += 1;
      const doc = sent % 4 === 0 ? text : pictures.doc;
      try {
        const response = await identify(first, credentials, { doc, selfie: pictures.selfie });
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

  const second = await startServer(installation, { program, environment });
  const response = await identify(second, credentials, pictures);
  expect(response.status).toBe(200);

  const store = await openSqliteStore({
    directory: path.join(installation.directory, 'data'),
    masterKey: masterKeyFromSecret(readMasterKeyFile(keyFile)![0]!),
    nowEpochMs: Date.now(),
  });
  const lost: string[] = [];
  for (const [id, status] of acknowledged) {
    const record = await store.records.verifications.find(
      { applicationId: credentials.applicationId, mode: 'live' },
      id,
    );
    const expected = status === 200 ? 'completed' : 'failed';
    if (record?.result.status !== expected) lost.push(id);
  }
  await store.close();
  second.child.kill('SIGKILL');
  await second.ended;
  return { lost, acknowledged: acknowledged.size };
}
