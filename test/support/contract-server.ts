import { openStore } from '#main/open-store.js';
import type { Mode, Scope } from '#domain/access.js';
import { shippedRecogniser } from '#engine/compare/recogniser-in-use.js';
import { createApplications } from '#services/applications.js';
import { createApiKeys } from '#services/api-keys/api-keys.js';
import { makeInstallation, programs, startServer, stopServer, type Credentials } from './server-process.js';
import { testConfig } from './test-config.js';

/** The callers of the contract suite. */
export interface Callers {
  /** In the sandbox, hardly limited. */
  readonly test: Credentials;
  /** The same application with a key that may read and nothing else. */
  readonly reader: Credentials;
  /** The same application with a live key. */
  readonly live: Credentials;
  /** Of another application. */
  readonly stranger: Credentials;
  /** Of an application with one call in ten seconds. */
  readonly limited: Credentials;
  /** A live key of an application without tokens. */
  readonly spent: Credentials;
}

export interface ContractServer {
  readonly url: string;
  readonly callers: Callers;
  /** Uses up what `limited` may do at the moment. */
  spendLimit(): Promise<void>;
  stop(): Promise<void>;
}

const wide = { limits: { perSecond: 10_000, burst: 20_000 } };

/** The real server, as its users run it, with callers who provoke what the published pages tell of. */
export async function startContractServer(): Promise<ContractServer> {
  const installation = makeInstallation();
  const { directory, environment } = installation;
  const config = testConfig(directory, environment);
  const store = await openStore(config, Date.now());
  const { records, keyedHash } = store;
  const apiKeys = createApiKeys({ records, keyedHash, now: Date.now });
  const applications = createApplications({
    ...{ records, now: Date.now, actor: { kind: 'operator', id: null } },
    recogniserDigest: shippedRecogniser.digest,
  });
  const application = async (name: string, settings: Readonly<Record<string, unknown>>): Promise<string> => {
    const { id } = await apiKeys.createApplication(name);
    const changed = await applications.changeSettings(id, settings);
    if (!changed.ok) throw new Error(changed.failure.detail);
    return id;
  };
  const key = async (applicationId: string, mode: Mode, scopes: readonly Scope[]): Promise<Credentials> => {
    const { text } = await apiKeys.create({ applicationId, name: 'contract', kind: 'secret', mode, scopes });
    return { applicationId, key: text };
  };
  const shop = await application('Shop', wide);
  const all = ['verify', 'read', 'search', 'admin'] as const;
  const callers: Callers = {
    test: await key(shop, 'test', all),
    reader: await key(shop, 'test', ['read']),
    live: await key(shop, 'live', all),
    stranger: await key(await application('Bank', wide), 'test', all),
    limited: await key(await application('Limited', { limits: { perSecond: 0.1, burst: 1 } }), 'test', all),
    spent: await key(await application('Spent', { ...wide, tokens: { enforced: true } }), 'live', all),
  };
  await store.close();
  const server = await startServer(installation, {
    program: programs.real,
    // Webhooks go to receivers of the suite.
    environment: { BONAFIDE_DEADLINE_MS: '120000', BONAFIDE_ALLOWED_HOSTS: '127.0.0.1' },
  });
  return {
    url: server.url,
    callers,
    async spendLimit() {
      await fetch(`${server.url}/v1/face/detect`, { method: 'POST', headers: { 'x-api-key': callers.limited.key } });
    },
    async stop() {
      await stopServer(server);
      installation.remove();
    },
  };
}
