import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { backUpUnderLoad, expectRestored, makeMachine, type Settings } from './backup-installation.js';
import { bonafide } from './command-line.js';
import { startReceiver } from './loopback-receiver.js';
import { postgresUnderTest } from './postgres.js';
import { startS3 } from './s3-server.js';
import type { Installation } from './server-process.js';

export type Kind = 'SQLite and disk' | 'PostgreSQL and a bucket';

/** What a test opens, closed in the opposite order. */
export class Opened {
  readonly #closing: (() => unknown)[] = [];

  keep<T>(one: T, close: (one: T) => unknown): T {
    this.#closing.push(() => close(one));
    return one;
  }

  async close(): Promise<void> {
    for (const close of this.#closing.splice(0).reverse()) await close();
  }
}

/** Backs up a server of one kind that is at work, and puts it back into an empty installation of each of `targets`. */
export async function backUpAndRestore(kind: Kind, targets: readonly Kind[], opened: Opened): Promise<void> {
  // A receiver that fails: messages stay pending, and are sent again after a restore.
  const hook = opened.keep(await startReceiver({ answer: (_, response) => response.writeHead(500).end() }), (one) =>
    one.close(),
  );
  const machine = async (of: Kind, keyOf?: Installation): Promise<Installation> =>
    opened.keep(makeMachine(await settingsOf(of, opened), keyOf), (one) => one.remove());
  const original = await machine(kind);
  const folder = path.join(original.directory, 'backups', 'first');
  const loaded = await backUpUnderLoad(original, hook, folder);
  expect(await bonafide(original, ['backup', 'verify', folder])).toMatchObject({ code: 0 });
  if (process.platform === 'linux') {
    // Anybody can check it, without Bonafide.
    await promisify(execFile)('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: folder });
  }
  for (const target of targets) {
    await expectRestored(await machine(target, original), folder, { loaded, hook });
  }
}

async function settingsOf(kind: Kind, opened: Opened): Promise<Settings> {
  if (kind === 'SQLite and disk') return {};
  const { url } = opened.keep(await postgresUnderTest(), (one) => one.drop());
  const { options } = opened.keep(await startS3(), (one) => one.close());
  return {
    DATABASE_URL: url,
    BONAFIDE_S3_BUCKET: options.bucket,
    BONAFIDE_S3_ENDPOINT: options.endpoint!,
    BONAFIDE_S3_REGION: options.region,
    BONAFIDE_S3_PATH_STYLE: 'true',
    BONAFIDE_S3_ACCESS_KEY_ID: 'S3RVER',
    BONAFIDE_S3_SECRET_ACCESS_KEY: 'S3RVER',
  };
}
