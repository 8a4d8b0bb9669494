import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bonafide, changeSettings, hardlyLimited } from '../support/command-line.js';
import { get, until } from '../support/fault-calls.js';
import { describeOnPostgres, postgresUnderTest, queryPostgres, type PostgresUnderTest } from '../support/postgres.js';
import {
  identify,
  makeInstallation,
  startServer,
  startToFail,
  stopServer,
  type Credentials,
  type Installation,
  type ServerProcess,
} from '../support/server-process.js';
import { openTcpGate } from '../support/tcp-gate.js';
import { wholeTest } from '../support/test-form.js';

const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3);
const pictures = { doc: jpeg, selfie: jpeg };

// Server processes with scripted workers that share nothing but a database and its key.
describeOnPostgres('servers on one PostgreSQL', () => {
  let under: PostgresUnderTest;
  let machines: [Installation, Installation];
  let shared: Record<string, string>;
  const running: ServerProcess[] = [];

  const start = async (machine: Installation, more: Record<string, string> = {}): Promise<ServerProcess> => {
    const server = await startServer(machine, { environment: { ...shared, ...more } });
    running.push(server);
    return server;
  };
  const startBoth = async (): Promise<[ServerProcess, ServerProcess]> => {
    const [one, two] = await Promise.all(machines.map((machine) => start(machine)));
    return [one!, two!];
  };
  const run = (machine: Installation, ...args: string[]) => bonafide(machine, args, shared);
  const statusAt = async (server: ServerProcess, credentials: Credentials): Promise<number> =>
    (await identify(server, credentials, pictures)).status;

  beforeEach(async () => {
    under = await postgresUnderTest();
    machines = [makeInstallation(), makeInstallation()];
    const keyFile = path.join(machines[0].directory, 'keys', 'master.key');
    shared = { DATABASE_URL: under.url, BONAFIDE_MASTER_KEY_FILE: keyFile };
  });
  afterEach(async () => {
    for (const { child, ended } of running.splice(0)) {
      child.kill('SIGKILL');
      await ended;
    }
    for (const machine of machines) machine.remove();
    await under.drop();
  });

  test('both start at once on an empty database: one sets it up, keys and verifications are of both', async () => {
    const [one, two] = await startBoth();
    const told = [one, two].filter(({ credentials }) => credentials !== null);
    expect(told).toHaveLength(1);
    const credentials = told[0]!.credentials!;
    expect(await queryPostgres(under.url, 'select count(*)::int as count from applications')).toEqual([{ count: 1 }]);

    const answer = await identify(one, credentials, pictures);
    expect(answer.status).toBe(200);
    const { transactionId } = (await answer.json()) as { transactionId: string };
    const shown = await run(machines[1], 'transactions', 'show', transactionId);
    expect(JSON.parse(shown.out)).toMatchObject({ id: transactionId, result: { status: 'completed' } });

    const made = JSON.parse((await run(machines[0], 'keys', 'create', '--json')).out) as {
      id: string;
      key: string;
    };
    const key = { applicationId: credentials.applicationId, key: made.key };
    expect([await statusAt(one, key), await statusAt(two, key)]).toEqual([200, 200]);
    expect((await run(machines[1], 'keys', 'revoke', made.id)).code).toBe(0);
    expect([await statusAt(one, key), await statusAt(two, key)]).toEqual([401, 401]);
    expect([await stopServer(one), await stopServer(two)]).toEqual([0, 0]);
    expect((await run(machines[1], 'doctor')).out).toContain('database and key: sound, and sealed under');
  });

  wholeTest('the master key is rotated and the old one retired while both serve', async () => {
    const [one, two] = await startBoth();
    const credentials = (one.credentials ?? two.credentials)!;
    await changeSettings(machines[0], credentials.applicationId, hardlyLimited, shared);
    const transactions: string[] = [];
    let over = false;
    const statuses = new Set<number>();
    const call = async (server: ServerProcess): Promise<void> => {
      const response = await identify(server, credentials, pictures);
      statuses.add(response.status);
      transactions.push(((await response.json()) as { transactionId: string }).transactionId);
    };
    const caller = async (server: ServerProcess): Promise<void> => {
      while (!over) await call(server);
    };
    const callers = [caller(one), caller(two)];
    const rotated = await run(machines[0], 'master-key', 'rotate', '--json');
    const retired = await run(machines[1], 'master-key', 'retire', '--json');
    over = true;
    await Promise.all(callers);
    expect([rotated, retired]).toMatchObject([{ note: '' }, { note: '' }]);
    const { id } = JSON.parse(rotated.out) as { id: string };
    for (const server of [one, two]) await call(server);

    expect([...statuses]).toEqual([200]);
    expect(JSON.parse(retired.out)).toEqual({ ids: [expect.stringMatching(/^[0-9a-f]{16}$/)], removed: true });
    const status = JSON.parse((await run(machines[0], 'master-key', 'status', '--json')).out) as { keys: unknown };
    expect(status.keys).toEqual([{ id, known: true, current: true, dataKeys: transactions.length }]);
    for (const transactionId of [transactions[0]!, transactions.at(-1)!]) {
      expect((await run(machines[1], 'transactions', 'show', transactionId)).code).toBe(0);
    }
  });

  wholeTest(
    'while the database is away calls fail, the process lives, and they work again when it is back',
    async () => {
      const gate = await openTcpGate(under.url);
      const server = await start(machines[0], { DATABASE_URL: gate.url });
      const credentials = server.credentials!;
      expect(await statusAt(server, credentials)).toBe(200);
      await gate.shut();
      expect([await statusAt(server, credentials), await statusAt(server, credentials)]).toEqual([503, 503]);
      await until(async () => (await get(server, '/readyz')).status === 503);
      expect((await fetch(`${server.url}/livez`)).status).toBe(200);
      await gate.reopen();
      await until(async () => (await get(server, '/readyz')).status === 200);
      expect(await statusAt(server, credentials)).toBe(200);
      expect(await stopServer(server)).toBe(0);
      expect(server.output()).not.toContain(new URL(under.url).password);
      await gate.shut();
    },
  );

  wholeTest('a database that cannot be used is told in one line, without the password', async () => {
    const url = new URL(under.url);
    url.pathname = '/nowhere';
    const { code, output } = await startToFail(machines[0], { environment: { ...shared, DATABASE_URL: url.href } });
    const place = `${url.host}/nowhere`;
    expect([code, output.trim().split('\n').at(-1)]).toEqual([
      78,
      `StartUpError: PostgreSQL at ${place} does not have that database; create it first`,
    ]);
    expect(output).not.toContain(url.password);
  });

  wholeTest('a machine without the master key of the data makes none of its own and says so', async () => {
    expect(await stopServer(await start(machines[0]))).toBe(0);
    const environment = { DATABASE_URL: under.url };
    const { code, output } = await startToFail(machines[1], { environment });
    expect([code, output]).toEqual([78, expect.stringMatching(/there is data in .*, but its master key is not at/)]);
    expect((await startToFail(machines[1], { environment })).output).toContain('but its master key is not at');
  });

  wholeTest('doctor tells of a database that no server has used, and changes nothing', async () => {
    const { out } = await run(machines[0], 'doctor');
    expect(out).toMatch(/ok +database and key: .* answers; the next start applies \d+ migrations/);
    expect(await queryPostgres(under.url, `select * from pg_tables where schemaname = 'public'`)).toEqual([]);
  });

  wholeTest('an installation on SQLite moves to PostgreSQL by one command', async () => {
    const [machine] = machines;
    const keyFile = { BONAFIDE_MASTER_KEY_FILE: shared['BONAFIDE_MASTER_KEY_FILE']! };
    const before = await startServer(machine, { environment: keyFile });
    const credentials = before.credentials!;
    const { transactionId } = (await (await identify(before, credentials, pictures)).json()) as {
      transactionId: string;
    };
    const copy = (to: string) =>
      bonafide(machine, ['copy-database', '--to', to, '--json'], { ...keyFile, TARGET: under.url });
    const beside = await copy('env:TARGET');
    expect([beside.code, beside.note]).toEqual([78, expect.stringContaining('another server works on')]);
    expect(await stopServer(before)).toBe(0);

    const inArguments = await copy(under.url);
    expect([inArguments.code, inArguments.note]).toEqual([64, expect.not.stringContaining(under.url)]);
    const copied = await copy('env:TARGET');
    expect(copied.code).toBe(0);
    const { tables } = JSON.parse(copied.out) as { tables: { name: string; rows: number }[] };
    expect(tables.find(({ name }) => name === 'verifications')?.rows).toBe(1);
    const again = await copy('env:TARGET');
    expect([again.code, again.note]).toEqual([78, expect.stringContaining('is not empty')]);

    const after = await start(machine);
    expect(after.credentials).toBeNull();
    expect(await statusAt(after, credentials)).toBe(200);
    expect((await run(machine, 'transactions', 'show', transactionId)).code).toBe(0);
    expect(await run(machine, 'migrate')).toMatchObject({
      code: 0,
      out: expect.stringContaining('is up to date') as string,
    });
  });
});
