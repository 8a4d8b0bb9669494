import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  backUpUnderLoad,
  expectRestored,
  makeMachine,
  type Loaded,
  type Settings,
} from '../support/backup-installation.js';
import { bonafide } from '../support/command-line.js';
import { startReceiver, type LoopbackReceiver } from '../support/loopback-receiver.js';
import { describeOnPostgres, postgresUnderTest, type PostgresUnderTest } from '../support/postgres.js';
import { startS3, type S3UnderTest } from '../support/s3-server.js';
import type { Installation } from '../support/server-process.js';

// Server processes with scripted workers, the sandbox, and the command line beside them. A backup of either kind of
// installation is put back into the same kind and into the other one.
describeOnPostgres('a backup taken of a server at work', () => {
  const opened: (() => Promise<unknown>)[] = [];
  let hook: LoopbackReceiver;
  beforeAll(async () => {
    // Receivers that fail: messages stay pending, and are sent again after a restore.
    hook = await startReceiver({ answer: (_, response) => response.writeHead(500).end() });
    opened.push(() => hook.close());
  });
  afterAll(async () => {
    for (const close of opened.reverse()) await close();
  });

  const kept = <T>(one: T, close: (one: T) => unknown): T => {
    opened.push(async () => close(one));
    return one;
  };
  const machine = (settings: Settings, keyOf?: Installation): Installation =>
    kept(makeMachine(settings, keyOf), (one) => one.remove());
  const onPostgresAndS3 = async (): Promise<Settings> => {
    const under: PostgresUnderTest = kept(await postgresUnderTest(), (one) => one.drop());
    const { options }: S3UnderTest = kept(await startS3(), (one) => one.close());
    return {
      DATABASE_URL: under.url,
      BONAFIDE_S3_BUCKET: options.bucket,
      BONAFIDE_S3_ENDPOINT: options.endpoint!,
      BONAFIDE_S3_REGION: options.region,
      BONAFIDE_S3_PATH_STYLE: 'true',
      BONAFIDE_S3_ACCESS_KEY_ID: 'S3RVER',
      BONAFIDE_S3_SECRET_ACCESS_KEY: 'S3RVER',
    };
  };

  test.each([
    ['SQLite and disk', async (): Promise<Settings> => ({})],
    ['PostgreSQL and a bucket', onPostgresAndS3],
  ])('%s: everything acknowledged before it began is there, put back into either kind', async (_, settings) => {
    const original = machine(await settings());
    const folder = path.join(original.directory, 'backups', 'first');
    const loaded: Loaded = await backUpUnderLoad(original, hook, folder);
    expect(await bonafide(original, ['backup', 'verify', folder])).toMatchObject({ code: 0 });
    if (process.platform === 'linux') {
      // Anybody can check it, without Bonafide.
      await promisify(execFile)('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: folder });
    }
    await expectRestored(machine({}, original), folder, { loaded, hook });
    await expectRestored(machine(await onPostgresAndS3(), original), folder, { loaded, hook });
  });
});
