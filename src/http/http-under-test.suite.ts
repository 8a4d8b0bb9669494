import { shippedRecogniser } from '#engine/compare/recogniser-in-use.js';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import type { Principal } from '#domain/access.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { Verification } from '#domain/verification.js';
import { sampleVerification } from '#domain/verification.suite.js';
import { createArgon2Passwords } from '#adapters/argon2/argon2-passwords.js';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import { noMeasures } from '#ports/measures.js';
import type { Records } from '#ports/records.js';
import { sampleStored } from '#ports/sample-stored.suite.js';
import { createApiKeys } from '#services/api-keys/api-keys.js';
import { createApplications } from '#services/applications.js';
import type { DemoOptions } from '#http/demo/routes.js';
import type { HttpDependencies } from '#http/dependencies.js';
import type { ServerState } from '#http/readiness.js';
import { composeDashboard } from '#main/compose-dashboard.js';
import { buildServer } from '#http/server.js';
import { createAdmission } from '#services/admission.js';
import type { VerifyIdentityRequest } from '#services/verify-identity.js';
import { runLogger } from '../../test/support/run-log.js';

/** The one application and key that the server under test knows. */
export const principal: Principal = {
  applicationId: 'app_a',
  keyId: 'k1',
  mode: 'live',
  scopes: ['verify'],
  settings: defaultApplicationSettings,
};
export const rightHeaders = { 'APP-ID': 'app_a', 'APP-KEY': 'right' };
/** The magic bytes of a JPEG and nothing of use behind them. */
export const jpeg = Buffer.concat([Buffer.of(0xff, 0xd8, 0xff, 0xe0), Buffer.alloc(2000, 7)]);

/** The HTTP layer alone, on a real socket: what it hands to the service, and what it makes of the service's answer. */
export interface HttpUnderTest {
  readonly app: FastifyInstance;
  readonly port: number;
  readonly origin: string;
  /** What the service was asked. */
  readonly asked: Omit<VerifyIdentityRequest, 'settle'>[];
  readonly logged: () => string;
  /** Every route, but for those outside of the dialects. */
  readonly routes: readonly { readonly method: string; readonly url: string }[];
  /** A real store, with the application and key of `principal`. */
  readonly records: Records;
  /** Set by the test. */
  state: ServerState;
  scopes: Principal['scopes'];
  answer: () => Promise<Outcome<Verification>>;
}

/** What they cost is shown elsewhere. */
export const cheapPasswords = createArgon2Passwords({ memoryKibibytes: 64, passes: 1, lanes: 1 });

/** A service that the test at hand does not call. */
export const notExpected = (): never => {
  throw new Error('this call is not part of the test');
};

/** Lets one verification run and one wait. `given`: services that take the place of what it has. */
export async function startHttp(
  given: Partial<HttpDependencies> = {},
  webDirectory: string | null = null,
  demo?: DemoOptions,
): Promise<HttpUnderTest> {
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-http-'));
  const store = await openSqliteStore({ directory, masterKey: masterKeyFromSecret(new Uint8Array(32)), nowEpochMs: 1 });
  const { records, keyedHash } = store;
  for (const application of sampleStored.applications) await records.applications.create(application);
  await records.keys.create(sampleStored.key);
  let logged = '';
  const logger = runLogger((line) => void (logged += line));
  const asked: HttpUnderTest['asked'] = [];
  const control: Pick<HttpUnderTest, 'state' | 'scopes' | 'answer'> = {
    state: 'ready',
    scopes: ['verify'],
    answer: async () => ok(sampleVerification()),
  };
  const app = buildServer(
    {
      readiness: control,
      measures: noMeasures,
      records,
      apiKeysFor: (actor) => createApiKeys({ records, keyedHash, now: Date.now, actor }),
      applicationsFor: (actor) =>
        createApplications({ records, now: Date.now, actor, recogniserDigest: shippedRecogniser.digest }),
      now: Date.now,
      admission: createAdmission({ running: 1, waiting: 1 }),
      authenticate: async (credentials) =>
        credentials?.key === 'right' && [null, 'app_a'].includes(credentials.applicationId)
          ? ok({ ...principal, scopes: control.scopes })
          : fail({ code: 'credentials-invalid' }),
      limits: {
        take: async () => ({ ok: true, rate: { remaining: 34, resetAfterMs: 40, retryAfterMs: null } }),
      },
      // Without a store: what an Idempotency-Key does is shown where there is one.
      idempotency: { run: async (_, execute) => ok(await execute(async () => undefined)) },
      verifyIdentity: async ({ settle: _, ...request }) => {
        asked.push(request);
        return control.answer();
      },
      readDocument: notExpected,
      verifyFaces: notExpected,
      assessFace: notExpected,
      checkIdentity: notExpected,
      checkVideo: notExpected,
      detectFaces: notExpected,
      compareTwoFaces: notExpected,
      assessFaceLiveness: notExpected,
      judgeDocumentPresence: notExpected,
      fetchPicture: notExpected,
      files: notUsed(),
      erase: notExpected,
      sessions: notUsed(),
      capture: notUsed(),
      enrol: notExpected,
      identify: notExpected,
      templateDeletion: notUsed(),
      removeTemplate: notExpected,
      webhooksFor: notExpected,
      httpOut: notUsed(),
      createVerification: notExpected,
      reviews: notUsed(),
      uploads: notUsed(),
      dashboard: await composeDashboard({
        store,
        passwords: cheapPasswords,
        oidc: null,
        recogniser: shippedRecogniser,
        now: Date.now,
      }),
      ...given,
    },
    {
      logger,
      tls: null,
      trustedProxies: [],
      version: '1.2.3',
      publicUrl: () => 'https://id.example',
      dashboardDirectory: null,
      webDirectory,
      ...(demo !== undefined && { demo }),
    },
  );
  const routes: { method: string; url: string }[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) routes.push({ method: one, url });
  });
  app.addHook('onClose', async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });
  await app.listen({ port: 0, host: '127.0.0.1', listenTextResolver: () => 'listening' });
  const { port } = app.server.address() as AddressInfo; // a TCP socket, not a pipe
  return Object.assign(control, {
    app,
    port,
    origin: `http://127.0.0.1:${port}`,
    asked,
    records,
    routes,
    logged: () => logged,
  });
}

/** Stands for a service that the test has nothing to do with. */
export const notUsed = <Service extends object>(): Service =>
  new Proxy({} as Service, {
    get: (_, name) => {
      throw new Error(`${String(name)} is no part of this test`);
    },
  });

export const blob = (bytes: Uint8Array): Blob => new Blob([Uint8Array.from(bytes)]);

export function pictureForm(parts: Record<string, Uint8Array>): FormData {
  const data = new FormData();
  for (const [name, bytes] of Object.entries(parts)) data.append(name, blob(bytes), `${name}.jpg`);
  return data;
}

/** Calls `doc/identify` with whatever body. */
export const postTo = (
  { origin }: Pick<HttpUnderTest, 'origin'>,
  body: RequestInit['body'],
  headers: Record<string, string> = rightHeaders,
  path = '/doc/identify',
): Promise<Response> => {
  // Fetch wants `duplex` for streams; not every type library knows it, so it must not stand in a literal.
  const init = { method: 'POST', headers, body, duplex: 'half' as const };
  return fetch(`${origin}/api/v1.0${path}`, init);
};
