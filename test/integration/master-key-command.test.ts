import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bonafide } from '../support/command-line.js';
import {
  identify,
  makeInstallation,
  startServer,
  startToFail,
  stopServer,
  type Credentials,
  type ServerProcess,
} from '../support/server-process.js';

// The life of a master key on one machine: the tests follow each other on one installation.
const installation = makeInstallation();
const keyFile = path.join(installation.directory, 'master.key');
const fromFile = { BONAFIDE_MASTER_KEY_FILE: keyFile };
const pictures = { doc: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), selfie: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0) };
let server: ServerProcess;
let credentials: Credentials;
const transactions: string[] = [];

const run = (args: string, environment: Record<string, string> = fromFile) =>
  bonafide(installation, args.split(' '), environment);
const firstAndLast = (): string[] => [transactions[0]!, transactions.at(-1)!];
const lines = (): string[] => readFileSync(keyFile, 'utf8').trim().split('\n');

async function store(): Promise<void> {
  const response = await identify(server, credentials, pictures);
  expect(response.status).toBe(200);
  transactions.push(((await response.json()) as { transactionId: string }).transactionId);
}
async function statusOf(environment: Record<string, string> = fromFile) {
  const { out } = await run('master-key status --json', environment);
  return (JSON.parse(out) as { keys: { id: string; known: boolean; current: boolean; dataKeys: number }[] }).keys;
}

/** What the installation's audit log says of rotations, oldest first. */
function rotations(): Record<string, unknown>[] {
  const file = path.join(installation.environment['BONAFIDE_DATA_DIR']!, 'bonafide.sqlite');
  const database = new BetterSqlite3(file, { readonly: true });
  const rows = database
    .prepare(`select * from audit_entries where action = 'master-key.rotated' order by sequence`)
    .all() as { log: string; target: string; actor_kind: string; details: string }[]; // columns of the first migrations
  database.close();
  return rows.map(({ details, log, target, actor_kind }) => {
    const { from, dataKeys } = JSON.parse(details) as Record<string, unknown>; // ids and codes only
    return { log, target, actor_kind, from, dataKeys };
  });
}

beforeAll(async () => {
  server = await startServer(installation, { environment: fromFile });
  credentials = server.credentials!;
  await store();
});
afterAll(async () => {
  server.child.kill('SIGKILL');
  await server.ended;
  installation.remove();
});

test('rotated and retired beside a running server, which goes on storing and opening', async () => {
  const [first] = lines();
  const rotated = await run('master-key rotate --json');
  const { id, rewrapped } = JSON.parse(rotated.out) as { id: string; rewrapped: number };
  expect([rewrapped, lines()[1], lines().length]).toEqual([1, first, 2]);
  const from = (await statusOf())[1]!.id;
  expect(rotations()).toEqual([{ log: '', target: id, actor_kind: 'operator', from, dataKeys: 1 }]);
  await store();
  expect(await statusOf()).toEqual([
    { id, known: true, current: true, dataKeys: 2 },
    { id: expect.stringMatching(/^[0-9a-f]{16}$/) as string, known: true, current: false, dataKeys: 0 },
  ]);
  expect(await run('master-key retire')).toMatchObject({
    code: 0,
    out: expect.stringContaining(`removed from ${keyFile}: `) as string,
  });
  expect([lines().length, lines()[0] === first]).toEqual([1, false]);
  await store();
  for (const transactionId of firstAndLast()) expect((await run(`transactions show ${transactionId}`)).code).toBe(0);
  expect((await run('master-key retire')).out).toBe('there is no old master key\n');
});

test('a key that was only prepared wraps nothing until the rotation is finished', async () => {
  const [before] = await statusOf();
  expect((await run('master-key rotate --prepare')).out).toContain('wraps nothing yet');
  await store();
  expect(await statusOf()).toMatchObject([
    { current: false, dataKeys: 0 },
    { id: before!.id, current: true, dataKeys: transactions.length },
  ]);
  const again = await run('master-key rotate');
  expect([again.code, again.note]).toEqual([78, expect.stringContaining('rotate --rewrap finishes that rotation')]);
  const early = await run('master-key retire');
  expect([early.code, early.note]).toEqual([78, expect.stringContaining('the newest key wraps nothing yet')]);
  expect((await run('master-key rotate --rewrap')).out).toContain(`${transactions.length} data keys were wrapped anew`);
  expect(rotations()).toHaveLength(2);
  expect(rotations()[1]).toMatchObject({ from: before!.id, dataKeys: transactions.length });
  const audit = await run('doctor audit --json');
  expect([audit.code, JSON.parse(audit.out)]).toEqual([
    0,
    { findings: expect.arrayContaining([{ log: 'installation', status: 'whole', entries: 2 }]) as unknown },
  ]);
  await store();
  expect((await run('master-key retire')).code).toBe(0);
});

test('keys from the environment and from a command: only wrapped anew, and taken out by their owner', async () => {
  const [inUse] = lines();
  const newest = Buffer.alloc(32, 7).toString('base64');
  expect(await stopServer(server)).toBe(0);
  const value = { BONAFIDE_MASTER_KEY: `${newest},${inUse}` };
  const whole = await run('master-key rotate', value);
  expect([whole.code, whole.note]).toEqual([78, expect.stringContaining('put the new one first there')]);
  expect((await run('master-key rotate --rewrap', value)).code).toBe(0);
  expect((await run('master-key retire', value)).out).toContain('take them out of BONAFIDE_MASTER_KEY\n');

  const script = path.join(installation.directory, 'print-key.cjs');
  writeFileSync(script, `console.error('do not show this'); console.log('${newest}');`);
  const command = { BONAFIDE_MASTER_KEY_COMMAND: `${process.execPath} ${script}` };
  server = await startServer(installation, { environment: command });
  await store();
  expect(server.output()).not.toContain('do not show this');
  for (const transactionId of firstAndLast()) {
    expect((await run(`transactions show ${transactionId}`, command)).code).toBe(0);
  }
  expect(await stopServer(server)).toBe(0);

  writeFileSync(script, `console.error('do not show this'); process.exit(4);`);
  const failed = await startToFail(installation, { environment: command });
  expect([failed.code, failed.output.trim().split('\n').at(-1)]).toEqual([
    78,
    'StartUpError: the master key command ended with exit code 4',
  ]);
  const gone = await startToFail(installation, { environment: fromFile });
  expect([gone.code, gone.output]).toEqual([78, expect.stringContaining('was sealed under another master key')]);
});

test('the command line is told what it cannot do', async () => {
  expect((await run('master-key rotate --prepare --rewrap')).code).toBe(64);
});

test('migrations: listed with their times; nothing is left to apply', async () => {
  const { out } = await run('migrate --status --json');
  const { migrations } = JSON.parse(out) as { migrations: { name: string; appliedAt: string | null }[] };
  expect(migrations[0]).toEqual({ name: '0001-first-tables', appliedAt: expect.stringMatching(/^20/) as string });
  expect(migrations.filter(({ appliedAt }) => appliedAt === null)).toEqual([]);
  expect((await run('migrate')).out).toMatch(/is up to date\n$/);
});
