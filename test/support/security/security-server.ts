import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { FastifyInstance } from 'fastify';
import type { Mode, Scope } from '#domain/access.js';
import type { Grant } from '#domain/user.js';
import type { EnginePool } from '#engine/pool/engine-pool.js';
import { databaseFileName } from '#adapters/sqlite/open-sqlite-database.js';
import { pictureFile, scriptedTasks } from '#http/apis/scripted-pictures.suite.js';
import { compose } from '#main/compose.js';
import type { Config } from '#main/config.js';
import { openStore } from '#main/open-store.js';
import { createApplications } from '#services/applications.js';
import { createApiKeys, type ApiKeys } from '#services/api-keys/api-keys.js';
import { localIdentity } from '#services/users/user-identity.js';
import { startUserSession } from '#services/users/user-sessions.js';
import { hardlyLimited } from '../command-line.js';
import { runLogger } from '../run-log.js';
import { databaseDigest } from './database-digest.js';
import { testConfig } from '../test-config.js';

/** Where browsers are told to reach the server under test: not where a request says that it is. */
export const publicUrl = 'https://id.example';

export const allScopes: readonly Scope[] = ['verify', 'read', 'search', 'admin'];

export interface Sent {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A route as Fastify registered it. */
export interface RegisteredRoute {
  readonly method: string;
  readonly url: string;
}

/** The whole server as its users run it, but for its nets, on a real socket. */
export interface SecurityServer {
  readonly app: FastifyInstance;
  readonly origin: string;
  /** Over a real connection; no redirect is followed. */
  send(request: Sent): Promise<Answered>;
  /** Every route, in the order of registration; without the HEAD that Fastify adds to a GET. */
  readonly routes: readonly RegisteredRoute[];
  readonly apiKeys: ApiKeys;
  /** Name → id, as asked for. */
  readonly applications: Readonly<Record<string, string>>;
  keyOf(applicationId: string, mode: Mode, scopes?: readonly Scope[]): Promise<string>;
  /** The `Cookie` header of a user who is signed in, by name. */
  readonly cookies: Readonly<Record<string, string>>;
  /** Of everything that is stored; see database-digest.ts. */
  digest(): Readonly<Record<string, string>>;
  logged(): string;
  close(): Promise<void>;
}

const scriptName = 'of a test';
/** Shows a document with its portrait, and the face of that. */
export const picture = pictureFile(scriptName);

/** Whether its face is that of the document is for a reviewer to say. */
export const doubtfulPicture = pictureFile('doubtful');

/** A picture at which the engine breaks, with something in its message that nobody may read. */
export const faultyPicture = pictureFile('fault');
export const faultSecret = 'passport of Grace Hopper';

const tasks = scriptedTasks({ [scriptName]: { portrait: 0 }, doubtful: { portrait: 0, template: 0.35 } });
/** The bytes of a picture, unless the engine is to break at them. */
function readable(bytes: Uint8Array): Uint8Array {
  if (faultyPicture.equals(bytes)) throw new Error(`cannot read the ${faultSecret}`);
  return bytes;
}

const pool: EnginePool = {
  forCaller: () => pool,
  ...tasks,
  analyseSelfie: async (bytes) => tasks.analyseSelfie(readable(bytes)),
  analysePortrait: async (bytes, options) => tasks.analysePortrait(readable(bytes), options),
  detectFaces: async (bytes) => tasks.detectFaces(readable(bytes)),
  warmUp: async () => [],
  loaded: Promise.resolve(),
  load: { running: 0, queued: 0 },
  close: async () => undefined,
};

export interface SecurityServerOptions {
  /** Names. */
  readonly applications?: readonly string[];
  /** Name → what the user may do; null at an application: at all. Names of applications stand for their ids. */
  readonly users?: Readonly<Record<string, readonly Grant[]>>;
  readonly environment?: Readonly<Record<string, string>>;
}

export async function startSecurityServer(options: SecurityServerOptions = {}): Promise<SecurityServer> {
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-security-'));
  const config = configOf(directory, options.environment ?? {});
  const { applications, cookies } = await furnish(config, options);
  let logged = '';
  const server = await compose({
    attackDetection: null,
    deepfakeDetection: null,
    config,
    logger: runLogger((line) => void (logged += line)),
    readiness: { state: 'ready' },
    pool,
  });
  const routes: RegisteredRoute[] = [];
  server.app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) if (one !== 'HEAD') routes.push({ method: one, url });
  });
  const origin = await server.app.listen({ port: 0, host: '127.0.0.1', listenTextResolver: () => 'listening' });
  const database = new BetterSqlite3(path.join(config.dataDirectory, databaseFileName), { readonly: true });
  const { app, apiKeys } = server;
  return {
    ...{ app, origin, routes, apiKeys, applications, cookies },
    async send({ method, path: at, headers = {}, body }) {
      const response = await fetch(origin + at, {
        method,
        headers,
        redirect: 'manual',
        ...(body !== undefined && { body: typeof body === 'string' ? body : Uint8Array.from(body) }),
      });
      return { status: response.status, headers: response.headers, text: await response.text() };
    },
    async keyOf(applicationId, mode, scopes = allScopes) {
      const kind = scopes.includes('capture') ? 'publishable' : 'secret';
      return (await apiKeys.create({ applicationId, name: 'one', kind, mode, scopes })).text;
    },
    digest: () => databaseDigest(database),
    logged: () => logged,
    async close() {
      database.close();
      await server.close();
      rmSync(directory, { recursive: true });
    },
  };
}

function configOf(directory: string, environment: Readonly<Record<string, string>>): Config {
  return testConfig(directory, {
    BONAFIDE_DATA_DIR: path.join(directory, 'data'),
    BONAFIDE_ALLOWED_HOSTS: '127.0.0.1',
    BONAFIDE_DEMO: 'on',
    BONAFIDE_QUEUE_LIMIT: '100',
    PUBLIC_URL: publicUrl,
    ...environment,
  });
}

/** Before the server opens its data: two connections of one thread would wait for each other. */
async function furnish(config: Config, { applications: names = [], users = {} }: SecurityServerOptions) {
  const store = await openStore(config, Date.now());
  const { records, keyedHash } = store;
  const apiKeys = createApiKeys({ records, keyedHash, now: Date.now });
  const administration = createApplications({
    ...{ records, now: Date.now, actor: { kind: 'operator', id: null } },
    recogniserDigest: pool.recogniser.digest,
  });
  const applications: Record<string, string> = {};
  for (const name of names) {
    const { id } = await apiKeys.createApplication(name);
    const changed = await administration.changeSettings(id, hardlyLimited);
    if (!changed.ok) throw new Error(changed.failure.code);
    applications[name] = id;
  }
  const cookies: Record<string, string> = {};
  for (const [name, grants] of Object.entries(users)) {
    const id = `user-${name}`;
    await records.users.add({
      id,
      kind: 'local',
      identity: localIdentity(name),
      createdAtEpochMs: Date.now(),
      grants: grants.map(({ applicationId, role }) => ({
        applicationId: applicationId === null ? null : applications[applicationId]!,
        role,
      })),
      profile: { name, passwordHash: null, totpSecret: null, pendingTotpSecret: null },
    });
    const { secret } = await startUserSession(records, {
      userId: id,
      stage: 'full',
      origin: { browser: null, network: '127.0.0.1' },
      atEpochMs: Date.now(),
    });
    cookies[name] = `__Host-bonafide-user=${secret}`;
  }
  await store.close();
  return { applications, cookies };
}
