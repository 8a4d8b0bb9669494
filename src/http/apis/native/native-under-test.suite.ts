import { shippedRecogniser } from '#engine/compare/recogniser-in-use.js';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseAllowedHosts } from '#adapters/http-out/allowed-hosts.js';
import { createHttpOut } from '#adapters/http-out/create-http-out.js';
import { createMemoryRateLimits } from '#adapters/memory/memory-rate-limits.js';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import { createMemoryTemplateIndex } from '#adapters/template-index/memory-template-index.js';
import type { Mode, Scope } from '#domain/access.js';
import { applicationSettingsSchema } from '#domain/application-settings.js';
import { fail } from '#domain/outcome.js';
import type { VideoFrames } from '#engine/video/video-frames.js';
import { verificationBodies } from '#http/apis/native/verification-body.js';
import { scriptedTasks, type PictureScript } from '#http/apis/scripted-pictures.suite.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { cheapPasswords, notUsed } from '#http/http-under-test.suite.js';
import { buildServer } from '#http/server.js';
import { composeDashboard } from '#main/compose-dashboard.js';
import { composeFiles, type FileServices } from '#main/compose-files.js';
import { composeSessions } from '#main/compose-sessions.js';
import type { OidcConfig } from '#main/oidc-config.js';
import { openOidc } from '#main/open-oidc.js';
import { noMeasures } from '#ports/measures.js';
import type { Records } from '#ports/records.js';
import type { Store } from '#ports/store.js';
import { createAdmission } from '#services/admission.js';
import { createApiKeys } from '#services/api-keys/api-keys.js';
import { createAuthenticate } from '#services/api-keys/authenticate.js';
import { createApplications } from '#services/applications.js';
import { createIdempotency } from '#services/idempotency.js';
import { createLimits } from '#services/limits.js';
import { createPerformOperation } from '#services/perform-operation.js';
import { createReviews } from '#services/reviews.js';
import { createTemplateDeletion } from '#services/templates/delete-template.js';
import { createEnrol } from '#services/templates/enrol.js';
import { createEnrolmentFiles } from '#services/templates/enrolment-files.js';
import { createGallery } from '#services/templates/gallery.js';
import { createIdentify } from '#services/templates/identify.js';
import { createVerificationCreation } from '#services/verifications/create-verification.js';
import { createRemoveTemplate } from '#services/templates/remove-template.js';
import { createTasksFor } from '#services/sandbox/tasks-for.js';
import { createAttemptDelivery } from '#services/webhooks/attempt-delivery.js';
import { createWebhookDeliveries } from '#services/webhooks/webhook-deliveries.js';
import { createWebhookEndpoints } from '#services/webhooks/webhook-endpoints.js';
import { runLogger } from '../../../../test/support/run-log.js';

/** 1 March 2012: the sample document expires six weeks later. */
export const nowEpochMs = Date.UTC(2012, 2, 1);
export const everything: readonly Scope[] = ['verify', 'read', 'search', 'admin'];
export const owner = { applicationId: 'app_a', mode: 'live' } as const;

export interface NativeAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed; null: no body. */
  readonly body: never;
}

export interface NativeCallOptions {
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Our own API on a real socket, with real services, records and files; its engine finds what scripts say. */
export interface NativeUnderTest {
  readonly origin: string;
  readonly records: Records;
  readonly store: Store;
  readonly fileServices: FileServices;
  /** May do everything, live. */
  readonly key: string;
  keyWith(mode: Mode, scopes: readonly Scope[], applicationId?: string): Promise<string>;
  /** JSON, or a form. `path`: below `/api/v2`. */
  call(method: string, path: string, body?: unknown, options?: NativeCallOptions): Promise<NativeAnswer>;
  /** Actions of the audit log, oldest first, but for those of keys. */
  audited(): Promise<string[]>;
  close(): Promise<void>;
}

const withoutDecoder: VideoFrames = {
  available: false,
  extractFrames: async () => fail({ code: 'video-decoder-not-installed' }),
  close: async () => undefined,
};

export async function startNative(
  options: {
    readonly scripts?: Readonly<Record<string, PictureScript>>;
    readonly settings?: Readonly<Record<string, unknown>>;
    readonly videoFrames?: VideoFrames;
    /** Set by the test; left out: it stands still at `nowEpochMs`. */
    readonly clock?: { nowEpochMs: number };
    /** A provider that users of the dashboard sign in by. */
    readonly oidc?: OidcConfig;
  } = {},
): Promise<NativeUnderTest> {
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-native-'));
  const store = await openSqliteStore({ directory, masterKey: masterKeyFromSecret(new Uint8Array(32)), nowEpochMs });
  const { records, keyedHash } = store;
  const now = () => options.clock?.nowEpochMs ?? nowEpochMs;
  const settings = applicationSettingsSchema.parse({
    limits: { perSecond: 10_000, burst: 20_000 },
    // Searches then decide where comparisons do.
    enrolment: { falsePositiveIdentificationRate: null },
    ...options.settings,
  });
  for (const id of ['app_a', 'app_b']) {
    await records.applications.create({ id, name: id, createdAtEpochMs: nowEpochMs, settings });
  }
  const apiKeys = createApiKeys({ records, keyedHash, now });
  const keyWith: NativeUnderTest['keyWith'] = async (mode, scopes, applicationId = 'app_a') =>
    (await apiKeys.create({ applicationId, name: 'one', kind: 'secret', mode, scopes })).text;
  let origin = '';
  const fileServices = await composeFiles({
    config: { dataDirectory: directory, fileStore: 'disk' },
    store,
    publicUrl: () => origin,
    now,
  });
  const httpOut = createHttpOut({ allowed: parseAllowedHosts(['127.0.0.1'])! });
  const attempt = createAttemptDelivery({ httpOut, now, version: '1.2.3' });
  const { videoFrames = withoutDecoder } = options;
  const tasksFor = createTasksFor(() => scriptedTasks(options.scripts ?? {}));
  const perform = createPerformOperation({ records, now });
  const images = createEnrolmentFiles(fileServices.files);
  const gallery = createGallery({ records, index: createMemoryTemplateIndex({ largestBytes: 1e8 }) });
  const enrol = createEnrol({ tasksFor, perform, gallery, images, now, newId: randomUUID });
  const identify = createIdentify({ tasksFor, perform, gallery });
  const templateDeletion = createTemplateDeletion({ records, images, now });
  const bodies = (told: Parameters<typeof verificationBodies>[0]) =>
    verificationBodies(told, { files: fileServices.files, nowEpochMs });
  const dependencies: HttpDependencies = {
    readiness: { state: 'ready' },
    measures: noMeasures,
    authenticate: createAuthenticate({ records, keyedHash }),
    admission: createAdmission({ running: 20, waiting: 0 }),
    limits: createLimits({ rateLimits: createMemoryRateLimits(), records, now }),
    idempotency: createIdempotency({ records, now, leaseMs: 60_000, waitMs: 5000, pollMs: 5 }),
    verifyIdentity: notUsed(),
    readDocument: notUsed(),
    verifyFaces: notUsed(),
    assessFace: notUsed(),
    checkIdentity: notUsed(),
    checkVideo: notUsed(),
    detectFaces: notUsed(),
    compareTwoFaces: notUsed(),
    assessFaceLiveness: notUsed(),
    judgeDocumentPresence: notUsed(),
    files: fileServices.files,
    uploads: fileServices.uploads,
    records,
    apiKeysFor: (actor) => createApiKeys({ records, keyedHash, now, actor }),
    applicationsFor: (actor) => createApplications({ records, now, actor, recogniserDigest: shippedRecogniser.digest }),
    now,
    sessions: composeSessions({
      store,
      httpOut,
      files: fileServices.files,
      work: {
        readDocument: notUsed(),
        assessFace: notUsed(),
        verifyIdentity: notUsed(),
        enrol,
        identify,
        perform,
        tasksFor,
        videoFrames,
      },
      publicUrl: () => origin,
      deadlineMs: 10_000,
      attackDetection: 'not-installed',
      deepfakeDetection: false,
      logger: runLogger(),
      now,
    }).sessions,
    capture: notUsed(),
    httpOut,
    erase: fileServices.erase,
    createVerification: createVerificationCreation({
      tasksFor,
      videoFrames,
      perform,
      files: fileServices.files,
      bodies,
      deadlineMs: 10_000,
      now,
    }),
    reviews: createReviews({ records, files: fileServices.files, bodies, now }),
    enrol,
    identify,
    templateDeletion,
    removeTemplate: createRemoveTemplate({ deletion: templateDeletion, now }),
    fetchPicture: notUsed(),
    dashboard: await composeDashboard({
      recogniser: shippedRecogniser,
      store,
      passwords: cheapPasswords,
      oidc: await openOidc(options.oidc ?? null, {
        ...{ store, httpOut, now, logger: runLogger() },
        publicUrl: () => origin,
      }),
      now,
    }),
    webhooksFor: (actor) => ({
      endpoints: createWebhookEndpoints({ records, httpOut, now, actor }),
      deliveries: createWebhookDeliveries({ records, attempt, now, actor }),
    }),
  };
  const app = buildServer(dependencies, {
    logger: runLogger(),
    tls: null,
    trustedProxies: [],
    version: '1.2.3',
    publicUrl: () => origin,
    dashboardDirectory: null,
    webDirectory: null,
  });
  await app.listen({ port: 0, host: '127.0.0.1', listenTextResolver: () => 'listening' });
  origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`; // a TCP socket, not a pipe
  const key = await keyWith('live', everything);
  return {
    origin,
    records,
    store,
    fileServices,
    key,
    keyWith,
    async call(method, below, body, { key: with_ = key, headers = {} } = {}) {
      const isForm = body instanceof FormData;
      const response = await fetch(`${origin}/api/v2${below}`, {
        method,
        headers: {
          authorization: `Bearer ${with_}`,
          ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: (text === '' ? null : JSON.parse(text)) as never,
      };
    },
    async audited() {
      const entries = await records.audit.page('app_a', { limit: 100, beforeSequence: null });
      return entries
        .map(({ action }) => action)
        .filter((action) => !action.startsWith('key.'))
        .reverse();
    },
    async close() {
      await app.close();
      fileServices.close();
      await store.close();
      rmSync(directory, { recursive: true });
    },
  };
}
