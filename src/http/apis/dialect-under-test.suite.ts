import { shippedRecogniser } from '#engine/compare/recogniser-in-use.js';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createFilesystemBlobs } from '#adapters/filesystem/filesystem-blobs.js';
import { noAllowedHosts, type AllowedHosts } from '#adapters/http-out/allowed-hosts.js';
import { createHttpOut } from '#adapters/http-out/create-http-out.js';
import { createMemoryRateLimits } from '#adapters/memory/memory-rate-limits.js';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { streamSealing } from '#adapters/sealing/sealed-stream.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import type { Scope } from '#domain/access.js';
import { applicationSettingsSchema, type ApplicationSettings } from '#domain/application-settings.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import type { VideoFrames } from '#engine/video/video-frames.js';
import { checkBodies } from '#http/apis/clearconsent/to-wire.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { verificationBodies } from '#http/apis/native/verification-body.js';
import { cheapPasswords, notExpected, notUsed } from '#http/http-under-test.suite.js';
import { buildServer } from '#http/server.js';
import { noMeasures } from '#ports/measures.js';
import type { Records } from '#ports/records.js';
import type { SecondOpinion } from '#ports/second-opinion.js';
import { createAdmission } from '#services/admission.js';
import { createApiKeys } from '#services/api-keys/api-keys.js';
import { createAuthenticate } from '#services/api-keys/authenticate.js';
import { createApplications } from '#services/applications.js';
import { createAssessFaceLiveness } from '#services/assess-face-liveness.js';
import { createAssessFace } from '#services/assess-face.js';
import { createCheckIdentity } from '#services/check-identity.js';
import { createCheckVideo } from '#services/check-video.js';
import { createCompareTwoFaces } from '#services/compare-two-faces.js';
import { createDetectFaces } from '#services/detect-faces.js';
import { createJudgeDocumentPresence } from '#services/document-presence.js';
import { createFetchPicture } from '#services/fetch-picture.js';
import { createFiles, type Files } from '#services/files/files.js';
import { createUploads } from '#services/files/uploads.js';
import { createIdempotency } from '#services/idempotency.js';
import { createLimits } from '#services/limits.js';
import { composeDashboard } from '#main/compose-dashboard.js';
import { createPerformOperation } from '#services/perform-operation.js';
import { createReadDocument } from '#services/read-document.js';
import { createPerformAndTell } from '#services/verifications/perform-and-tell.js';
import { createVerifyFaces } from '#services/verify-faces.js';
import { createVerifyIdentity } from '#services/verify-identity.js';
import { runLogger } from '../../../test/support/run-log.js';

/** 1 March 2012: the sample document expires six weeks later. */
export const nowEpochMs = Date.UTC(2012, 2, 1);

const blobFolder = 'a1b2c3d4';

/** The whole server but its engine: real services and records on a real socket. */
export interface DialectUnderTest {
  readonly origin: string;
  readonly applicationId: string;
  /** May verify. */
  readonly key: string;
  readonly records: Records;
  readonly files: Files;
  /** Of what lies in the store. */
  blobNames(): Promise<string[]>;
  /** The same, of another application and of the sandbox. */
  readonly strangers: readonly string[];
  /** Another key of the application. */
  keyWith(...scopes: Scope[]): Promise<string>;
  logged(): string;
  readonly control: { state: HttpDependencies['readiness']['state'] };
  close(): Promise<void>;
}

export async function startDialects(options: {
  readonly tasks: EngineTasks;
  /** Hosts that pictures are fetched from; none where nothing is said. */
  readonly allowedHosts?: AllowedHosts;
  /** None where nothing is said. */
  readonly videoFrames?: VideoFrames;
  readonly secondOpinion?: SecondOpinion;
  readonly settings?: (defaults: ApplicationSettings) => ApplicationSettings;
  /** Calls inside at the same time; 20 where nothing is said. */
  readonly places?: number;
  /** What outcomes are written through; left out: the database itself. */
  readonly throughRecords?: (records: Records) => Records;
}): Promise<DialectUnderTest> {
  const { tasks, allowedHosts = noAllowedHosts } = options;
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-dialects-'));
  const store = await openSqliteStore({ directory, masterKey: masterKeyFromSecret(new Uint8Array(32)), nowEpochMs });
  const { records, keyedHash } = store;
  const now = () => nowEpochMs;
  const applicationId = 'app_a';
  const defaults = applicationSettingsSchema.parse({ limits: { perSecond: 10_000, burst: 20_000 } });
  const settings = options.settings?.(defaults) ?? defaults;
  await records.applications.create({ id: applicationId, name: 'Shop', createdAtEpochMs: nowEpochMs, settings });
  const apiKeys = createApiKeys({ records, keyedHash, now });
  const keyWith = async (...scopes: Scope[]): Promise<string> => {
    const kind = scopes.includes('capture') ? 'publishable' : 'secret';
    return (await apiKeys.create({ applicationId, name: 'one', kind, mode: 'live', scopes })).text;
  };
  await records.applications.create({ id: 'app_b', name: 'Bank', createdAtEpochMs: nowEpochMs, settings });
  const stranger = { name: 'one', kind: 'secret', scopes: ['verify'] } as const;
  const strangers = [
    (await apiKeys.create({ ...stranger, applicationId: 'app_b', mode: 'live' })).text,
    (await apiKeys.create({ ...stranger, applicationId, mode: 'test' })).text,
  ];
  let logged = '';
  const control: DialectUnderTest['control'] = { state: 'ready' };
  const perform = createPerformOperation({ records: options.throughRecords?.(records) ?? records, now });
  let origin = '';
  const common = { records, keyedHash, publicUrl: () => origin, now, newId: randomUUID };
  const blobs = createFilesystemBlobs(path.join(directory, 'blobs'));
  const files = createFiles({ ...common, blobs, blobFolder, sealing: streamSealing });
  const performAndTell = createPerformAndTell({
    perform,
    bodies: (told) => verificationBodies(told, { files, nowEpochMs: now() }),
    now,
  });
  const app = buildServer(
    {
      readiness: control,
      measures: noMeasures,
      authenticate: createAuthenticate({ records, keyedHash }),
      admission: createAdmission({ running: options.places ?? 20, waiting: 0 }),
      limits: createLimits({ rateLimits: createMemoryRateLimits(), records, now }),
      idempotency: createIdempotency({ records, now, leaseMs: 60_000, waitMs: 5000, pollMs: 5 }),
      verifyIdentity: createVerifyIdentity({ tasksFor: () => tasks, perform: performAndTell, now }),
      readDocument: createReadDocument({ tasksFor: () => tasks, perform, now }),
      verifyFaces: createVerifyFaces({ tasksFor: () => tasks, perform }),
      assessFace: createAssessFace({ tasksFor: () => tasks, perform }),
      checkIdentity: createCheckIdentity({ tasksFor: () => tasks, perform: performAndTell, now }),
      checkVideo: createCheckVideo({
        tasksFor: () => tasks,
        videoFrames: options.videoFrames ?? notUsed(),
        perform,
        files,
        bodies: checkBodies,
        secondOpinion: options.secondOpinion ?? null,
        deadlineMs: 10_000,
        now,
      }),
      detectFaces: createDetectFaces({ tasksFor: () => tasks, perform }),
      compareTwoFaces: createCompareTwoFaces({ tasksFor: () => tasks, perform }),
      assessFaceLiveness: createAssessFaceLiveness({ tasksFor: () => tasks, perform }),
      judgeDocumentPresence: createJudgeDocumentPresence({ tasksFor: () => tasks, perform, now }),
      fetchPicture: createFetchPicture({ httpOut: createHttpOut({ allowed: allowedHosts }) }),
      files,
      uploads: createUploads({ ...common, files }),
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
      dashboard: await composeDashboard({
        store,
        passwords: cheapPasswords,
        oidc: null,
        recogniser: shippedRecogniser,
        now,
      }),
      records,
      apiKeysFor: (actor) => createApiKeys({ records, keyedHash, now, actor }),
      applicationsFor: (actor) =>
        createApplications({ records, now, actor, recogniserDigest: shippedRecogniser.digest }),
      now,
    },
    {
      logger: runLogger((line) => void (logged += line)),
      tls: null,
      trustedProxies: [],
      version: '1.2.3',
      publicUrl: () => origin,
      dashboardDirectory: null,
      webDirectory: null,
    },
  );
  await app.listen({ port: 0, host: '127.0.0.1', listenTextResolver: () => 'listening' });
  const { port } = app.server.address() as AddressInfo; // a TCP socket, not a pipe
  origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    applicationId,
    key: await keyWith('verify'),
    records,
    files,
    async blobNames() {
      const names: string[] = [];
      for await (const { key } of blobs.list(blobFolder)) names.push(key);
      return names;
    },
    strangers,
    keyWith,
    logged: () => logged,
    control,
    async close() {
      await app.close();
      await store.close();
      rmSync(directory, { recursive: true });
    },
  };
}
