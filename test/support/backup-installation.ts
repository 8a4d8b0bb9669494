import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { bonafide } from './command-line.js';
import { clientOf, fillInstallation, look, verify, type Remembered } from './fill-installation.mjs';
import type { LoopbackReceiver } from './loopback-receiver.js';
import { makeInstallation, startServer, type Installation, type ServerProcess } from './server-process.js';
import { stillThere } from './still-there.js';

const password = 'quartz otter ladder 71 velvet';

/** Where an installation keeps its data, beside its own directory. */
export type Settings = Readonly<Record<string, string>>;

/** A machine with the master key of `keyOf`, or with one of its own. */
export function makeMachine(settings: Settings, keyOf?: Installation): Installation {
  const made = makeInstallation();
  const keyFile = keyOf?.environment['BONAFIDE_MASTER_KEY_FILE'] ?? path.join(made.directory, 'keys', 'master.key');
  const environment = {
    ...made.environment,
    BONAFIDE_MASTER_KEY_FILE: keyFile,
    BONAFIDE_ALLOWED_HOSTS: '127.0.0.1',
    ...settings,
  };
  return { ...made, environment };
}

export interface Loaded {
  readonly key: string;
  readonly paths: readonly string[];
  readonly remembered: Remembered;
  /** Verifications that were acknowledged before the backup began. */
  readonly acknowledged: readonly string[];
  /** Of the webhook messages that were pending by then. */
  readonly pending: readonly string[];
}

/** Calls that begin before a backup does and go on until it is over, then `kill -9`. */
export async function backUpUnderLoad(machine: Installation, hook: LoopbackReceiver, folder: string): Promise<Loaded> {
  const server = await startServer(machine);
  try {
    const run = async (...args: string[]): Promise<unknown> => {
      const { code, out, note } = await bonafide(machine, args);
      if (code !== 0) throw new Error(note);
      return JSON.parse(out);
    };
    const scopes = ['verify', 'read', 'search', 'admin'];
    const made = await run('keys', 'create', '--mode', 'test', '--name', 'all', '--scope', ...scopes, '--json');
    const { key } = made as { key: string };
    const hookUrl = `http://127.0.0.1:${hook.port}/hook`;
    const { remembered, paths } = await fillInstallation({ url: server.url, key, hookUrl });
    const { setUpUrl } = (await run('users', 'add', 'ana', '--role', 'admin', '--json')) as { setUpUrl: string };
    const chosen = await dashboard(server, '/set-up', { token: setUpUrl.split('#')[1], password });
    expect(chosen).toMatchObject({ state: 'enrolment-needed' });

    const call = clientOf(server.url, key);
    const all: string[] = [];
    let over = false;
    const caller = async (): Promise<void> => {
      while (!over) all.push((await verify(call, `load-${all.length}`)).id);
    };
    const callers = Array.from({ length: 3 }, caller);
    while (all.length < 12) await new Promise((resolve) => setTimeout(resolve, 5));
    const acknowledged = [...all];
    const pending = await pendingMessages(machine);
    const backup = await bonafide(machine, ['backup', '--out', folder, '--json']);
    expect(backup).toMatchObject({ code: 0, note: expect.stringContaining('THE MASTER KEY IS NOT IN IT') as string });
    expect(all.length).toBeGreaterThan(acknowledged.length);
    over = true;
    await Promise.all(callers);
    return { key, paths, remembered, acknowledged, pending };
  } catch (error) {
    // A 500 says nothing; the log does.
    const faults = server.output().match(/.*"level":"error".*/g) ?? [];
    throw new Error(`the server under load: ${faults.join('\n')}`, { cause: error });
  } finally {
    server.child.kill('SIGKILL');
    await server.ended;
  }
}

/** Puts the backup back on an empty machine, starts a server there, and looks for all that was acknowledged before it. */
export async function expectRestored(
  machine: Installation,
  folder: string,
  { loaded, hook }: { readonly loaded: Loaded; readonly hook: LoopbackReceiver },
): Promise<void> {
  const restored = await bonafide(machine, ['restore', folder, '--json']);
  // Standard error may hold the warning of a client library.
  expect([restored.code, restored.note]).toMatchObject([0, expect.any(String)]);
  const { pendingDeliveries } = JSON.parse(restored.out) as { pendingDeliveries: number };
  expect(pendingDeliveries).toBeGreaterThanOrEqual(loaded.pending.length);
  expect(await pendingMessages(machine)).toEqual(expect.arrayContaining([...loaded.pending]));
  const seenBefore = hook.requests.length;
  const server = await startServer(machine);
  try {
    const { key, paths, remembered } = loaded;
    expect(await look({ url: server.url, key, paths })).toEqual(stillThere(remembered));
    const call = clientOf(server.url, key);
    for (const id of loaded.acknowledged) {
      const found = await call('GET', `/verifications/${id}`);
      expect([id, found]).toMatchObject([id, { status: 200, body: { status: 'completed', decision: 'match' } }]);
    }
    // The files of one of them, opened.
    await look({ url: server.url, key, paths: [`/verifications/${loaded.acknowledged.at(-1)!}`] });
    expect(await verify(call, 'user-1', { 'idempotency-key': 'order-1' })).toMatchObject({
      id: paths.find((each) => each.startsWith('/verifications/'))!.slice('/verifications/'.length),
    });
    expect(await dashboard(server, '/sign-in', { name: 'ana', password })).toMatchObject({ state: 'enrolment-needed' });
    expect(await bonafide(machine, ['doctor', 'audit'])).toMatchObject({ code: 0 });
    const resent = (): (string | undefined)[] =>
      hook.requests.slice(seenBefore).map(({ headers }) => headers['webhook-id']?.toString());
    const [one] = loaded.pending;
    expect(await call('POST', `/webhook-deliveries/${one!}/replay`)).toMatchObject({ status: 202 });
    await expect.poll(resent, { timeout: 60_000 }).toContain(one);
  } finally {
    server.child.kill('SIGKILL');
    await server.ended;
  }
}

async function pendingMessages(machine: Installation): Promise<string[]> {
  const { out } = await bonafide(machine, ['webhooks', 'deliveries', '--state', 'pending', '--limit', '500', '--json']);
  return (JSON.parse(out) as { deliveries: { id: string }[] }).deliveries.map(({ id }) => id);
}

async function dashboard({ url }: ServerProcess, at: string, body: object): Promise<unknown> {
  const response = await fetch(`${url}/dashboard/api${at}`, {
    method: 'POST',
    headers: { 'x-bonafide-dashboard': '1', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.json();
}

/** Writes what a fixture of the upgrade test holds into the data directory of a new installation. */
export function unpackFiles(installation: Installation, files: Readonly<Record<string, string>>): void {
  for (const [name, bytes] of Object.entries(files)) {
    const file = path.join(installation.environment['BONAFIDE_DATA_DIR']!, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, Buffer.from(bytes, 'base64'));
  }
}
