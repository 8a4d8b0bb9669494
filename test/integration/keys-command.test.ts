import { execFile } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageVersion } from '#main/package-version.js';
import { bonafide as runCommand } from '../support/command-line.js';
import { identify, makeInstallation, programs, startServer, type ServerProcess } from '../support/server-process.js';
import { wholeTest } from '../support/test-form.js';

// The command line beside a running server on the same data.
const installation = makeInstallation();
const pictures = { doc: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), selfie: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0) };
let server: ServerProcess;

beforeAll(async () => {
  server = await startServer(installation);
});
afterAll(async () => {
  server.child.kill('SIGKILL');
  await server.ended;
  installation.remove();
});

const bonafide = (...args: string[]) => runCommand(installation, args);

interface PrintedKey {
  readonly id: string;
  readonly applicationId: string;
  readonly key: string;
}
const created = async (...args: string[]): Promise<PrintedKey> =>
  JSON.parse((await bonafide('keys', 'create', '--json', ...args)).out) as PrintedKey;
const statusWith = async ({ applicationId, key }: PrintedKey): Promise<number> =>
  (await identify(server, { applicationId, key }, pictures)).status;

test('a key made beside the server works at once, and is refused at once when revoked', async () => {
  const key = await created('--name', 'shop');
  expect(key).toMatchObject({
    applicationId: server.credentials!.applicationId,
    kind: 'secret',
    mode: 'live',
    name: 'shop',
    scopes: ['verify', 'read', 'search'],
    revokedAt: null,
  });
  expect(await statusWith(key)).toBe(200);
  expect(await bonafide('keys', 'revoke', key.id)).toMatchObject({ code: 0, out: `key ${key.id} is revoked\n` });
  expect(await statusWith(key)).toBe(401);
  expect(await bonafide('keys', 'revoke', key.id, '--json')).toMatchObject({
    code: 1,
    out: `{"id":"${key.id}","revoked":false}\n`,
  });
});

wholeTest('scopes, kinds and applications', async () => {
  const reader = await created('--scope', 'read');
  expect(await statusWith(reader)).toBe(403);
  const page = await created('--new-app', 'Bank', '--kind', 'publishable', '--mode', 'test');
  expect(page.key).toMatch(/^pk_test_/);
  expect(page.applicationId).not.toBe(reader.applicationId);
  expect(await statusWith(page)).toBe(403);
  expect(await statusWith({ ...reader, applicationId: page.applicationId })).toBe(401);

  // Two applications by now: which one is meant has to be said.
  const ambiguous = await bonafide('keys', 'create');
  expect([ambiguous.code, ambiguous.note]).toEqual([64, expect.stringContaining('several applications: give --app')]);
  const wrong = await bonafide(
    'keys',
    'create',
    '--app',
    page.applicationId,
    '--kind',
    'publishable',
    '--scope',
    'read',
  );
  expect([wrong.code, wrong.note]).toEqual([64, expect.stringContaining('may carry the scope "capture" and no other')]);
  expect((await bonafide('keys', 'create', '--app', 'app_none')).code).toBe(64);
  expect((await bonafide('keys', 'create', '--scope', 'everything')).code).toBe(64);
});

wholeTest('the list shows every key and no secret', async () => {
  const listed = await bonafide('keys', 'list', '--json');
  const { keys } = JSON.parse(listed.out) as { keys: { id: string; revokedAt: string | null }[] };
  expect(keys.length).toBeGreaterThanOrEqual(4);
  expect(keys.some(({ revokedAt }) => revokedAt !== null)).toBe(true);
  const table = (await bonafide('keys', 'list')).out;
  for (const { id } of keys) expect(table).toContain(id);
  for (const text of [listed.out, table]) expect(text).not.toMatch(/(sk|pk)_(live|test)_/);
});

wholeTest('a transaction can be shown by whoever runs the server', async () => {
  const response = await identify(server, server.credentials!, pictures);
  const { transactionId } = (await response.json()) as { transactionId: string };
  const shown = await bonafide('transactions', 'show', transactionId);
  expect(JSON.parse(shown.out)).toMatchObject({
    id: transactionId,
    operation: 'doc-identify',
    result: { status: 'completed', value: { document: { fields: { surname: { value: 'ERIKSSON' } } } } },
  });
  expect((await bonafide('transactions', 'show', '00000000-0000-4000-8000-000000000000')).code).toBe(1);
});

test('the program tells its version', async () => {
  expect(await bonafide('--version')).toEqual({ code: 0, out: `${packageVersion}\n`, note: '' });
});

wholeTest('what every object of the language has is no command', async () => {
  const { code, note } = await bonafide('toString');
  expect([code, note]).toEqual([64, expect.stringContaining("unknown command 'toString'")]);
});

test('what is wrong with the installation is said in one line, with exit code 78', async () => {
  const options = { ...installation.environment, BONAFIDE_MASTER_KEY: Buffer.alloc(32).toString('base64') };
  const failed = await new Promise<{ code: unknown; note: string }>((resolve) => {
    const cwd = path.join(installation.directory);
    execFile(process.execPath, [programs.real[0], 'keys', 'list'], { cwd, env: options }, (error, _out, note) => {
      resolve({ code: error?.code, note });
    });
  });
  expect(failed).toEqual({ code: 78, note: expect.stringContaining('was sealed under another master key') as string });
  expect(failed.note.trim().split('\n')).toHaveLength(1);
});
