import { bonafide, changeSettings, hardlyLimited } from '../command-line.js';
import { formOf } from '../picture-form.js';
import { sandboxPicture } from '../sandbox-picture.js';
import { makeInstallation, startServer, stopServer, type Installation } from '../server-process.js';
import type { SandboxScenarioName } from '#domain/sandbox.js';
import type { UserRole } from '#domain/user.js';

/** The real server as a process of its own, with an application, a test key, and whatever users a test adds. */
export interface DashboardServer {
  readonly url: string;
  readonly installation: Installation;
  readonly applicationId: string;
  /** A test key with every scope. */
  readonly key: string;
  /** By the command line; gives the set-up link. */
  addUser(name: string, role: UserRole, options?: { readonly everywhere?: boolean }): Promise<string>;
  /** `POST /api/v2/verifications` with two pictures of the sandbox; gives the id. */
  verify(scenario: SandboxScenarioName, userIdentifier?: string): Promise<string>;
  /** Our own API with the test key. */
  call(method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly body: unknown }>;
  setSettings(settings: Readonly<Record<string, unknown>>): Promise<void>;
  close(): Promise<void>;
}

/** `more`: settings beside those of every test. `onListening`: is told the address, of which `PUBLIC_URL` among them may tell another. */
export async function startDashboardServer(
  more: Readonly<Record<string, string>> = {},
  onListening: (address: string) => void = () => undefined,
): Promise<DashboardServer> {
  const installation = makeInstallation();
  const server = await startServer(installation, {
    environment: { BONAFIDE_ALLOWED_HOSTS: '127.0.0.1', BONAFIDE_QUEUE_LIMIT: '100', ...more },
  });
  // As the server itself names its pages.
  const url = more['PUBLIC_URL'] ?? server.url.replace('127.0.0.1', 'localhost');
  onListening(server.url);
  const applicationId = server.credentials!.applicationId; // of the first start
  const environment = { PUBLIC_URL: url };
  const setSettings: DashboardServer['setSettings'] = (settings) =>
    changeSettings(installation, applicationId, settings, environment);
  await setSettings(hardlyLimited);

  const run = async (args: readonly string[]): Promise<string> => {
    const { code, out, note } = await bonafide(installation, args, environment);
    if (code !== 0) throw new Error(`${args.join(' ')}: ${out}${note}`);
    return out;
  };
  const made = await run([
    ...['keys', 'create', '--app', applicationId, '--mode', 'test', '--name', 'tests'],
    ...['--scope', 'verify', 'read', 'search', 'admin'],
  ]);
  const key = /sk_test_\w+/.exec(made)?.[0];
  if (key === undefined) throw new Error(`no key in: ${made}`);

  const send = async (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
  return {
    url,
    installation,
    applicationId,
    key,
    setSettings,
    async addUser(name, role, { everywhere = false } = {}) {
      const where = everywhere ? [] : ['--app', applicationId];
      const out = await run(['users', 'add', name, '--role', role, ...where, '--json']);
      return (JSON.parse(out) as { setUpUrl: string }).setUpUrl; // what the command prints
    },
    async verify(scenario, userIdentifier) {
      const form = formOf({ documentFront: sandboxPicture(scenario), selfie: sandboxPicture(scenario) });
      if (userIdentifier !== undefined) form.append('userIdentifier', userIdentifier);
      const response = await send('POST', '/api/v2/verifications', form);
      const body = (await response.json()) as { id?: string }; // or a problem
      if (body.id === undefined) throw new Error(JSON.stringify(body));
      return body.id;
    },
    async call(method, path, body) {
      const response = await send(method, path, body);
      const text = await response.text();
      return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
    },
    async close() {
      await stopServer(server);
      installation.remove();
    },
  };
}
