import { afterAll, beforeAll, expect, test } from 'vitest';
import { bonafide as runCommand } from '../support/command-line.js';
import { makeInstallation, startServer, type ServerProcess } from '../support/server-process.js';

// The command line beside a running server on the same data.
const installation = makeInstallation();
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
interface Printed {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly setUpUrl: string;
}

async function call(path: string, body?: object, cookie = '') {
  const response = await fetch(`${server.url}/dashboard/api${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'x-bonafide-dashboard': '1', cookie, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return {
    status: response.status,
    cookie: response.headers.get('set-cookie')?.split(';')[0],
    body: (await response.json()) as unknown,
  };
}
const tokenOf = ({ setUpUrl }: Printed): string => setUpUrl.split('#')[1]!;

test('the first admin comes from the command line, and the link opens the running server once', async () => {
  expect((await call('/account')).body).toMatchObject({ state: 'signed-out', firstRun: true });
  const added = JSON.parse((await bonafide('users', 'add', 'ana', '--role', 'admin', '--json')).out) as Printed;
  expect(added).toMatchObject({ name: 'ana', state: 'invited' });
  expect(added.setUpUrl).toMatch(/^http:\/\/[^#]+\/dashboard\/set-up#[\w-]{43}$/);
  const chosen = await call('/set-up', { token: tokenOf(added), password: 'a quiet lake at dawn' });
  expect(chosen).toMatchObject({ status: 200, body: { state: 'enrolment-needed', name: 'ana' } });
  const half = await call('/account', undefined, chosen.cookie);
  expect(half.body).toMatchObject({ state: 'enrolment-needed' });

  const reset = JSON.parse((await bonafide('users', 'reset', 'ANA', '--json')).out) as Printed;
  expect((await call('/account', undefined, chosen.cookie)).body).toMatchObject({ state: 'signed-out' });
  expect((await call('/set-up/look', { token: tokenOf(added) })).status).toBe(404);
  expect((await call('/set-up/look', { token: tokenOf(reset) })).body).toMatchObject({ name: 'ana' });
});

test('names and roles are checked, and the last admin stays', async () => {
  expect(await bonafide('users', 'add', 'ana', '--role', 'viewer')).toMatchObject({ code: 64 });
  expect(await bonafide('users', 'add', 'a b', '--role', 'viewer')).toMatchObject({ code: 64 });
  expect(await bonafide('users', 'add', 'bo', '--role', 'boss')).toMatchObject({ code: 64 });
  expect(await bonafide('users', 'add', 'bo', '--role', 'viewer', '--app', 'app_none')).toMatchObject({ code: 64 });
  expect(await bonafide('users', 'disable', 'ana')).toMatchObject({ code: 64 });
  expect(await bonafide('users', 'disable', 'nobody')).toMatchObject({ code: 1 });
  expect((await bonafide('users', 'add', 'bo', '--role', 'admin')).code).toBe(0);
  expect((await bonafide('users', 'disable', 'ana')).out).toBe('ana is disabled\n');
  expect((await bonafide('users', 'enable', 'ana')).out).toBe('ana is enabled\n');
  expect((await bonafide('users', 'list')).out).toMatch(/ana +local +admin at all +invited/);
});
