import { createHttpOut } from '#adapters/http-out/create-http-out.js';
import type { VideoFrames } from '#engine/video/video-frames.js';
import { verificationBodies } from '#http/apis/native/verification-body.js';
import type { InstalledDeepfakeModel } from '#engine/deepfake/installed-deepfake-model.js';
import type { InstalledModels } from '#engine/models/installed-models.js';
import type { EnginePool } from '#engine/pool/engine-pool.js';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Readiness } from '#http/readiness.js';
import { buildServer } from '#http/server.js';
import { publicUrlOf } from '#main/announce.js';
import { builtPages } from '#main/built-pages.js';
import { composeCapture } from '#main/compose-capture.js';
import { admitRecogniser } from '#main/admit-recogniser.js';
import { composeMetrics, type MetricsListener } from '#main/compose-metrics.js';
import { composeReEnrolment } from '#main/compose-re-enrolment.js';
import { composeTemplates, type ComposedTemplates } from '#main/compose-templates.js';
import type { Config } from '#main/config.js';
import { lockData } from '#main/lock-data.js';
import { composeDashboard } from '#main/compose-dashboard.js';
import { composeSessions, type ComposedSessions } from '#main/compose-sessions.js';
import { composeFiles, type FileServices } from '#main/compose-files.js';
import { samplesDirectory } from '#main/samples.js';
import { servingCertificate } from '#main/serving-certificate.js';
import { openOidc } from '#main/open-oidc.js';
import { openStore } from '#main/open-store.js';
import { packageVersion } from '#main/package-version.js';
import { takeOverFromDead } from '#main/take-over-from-dead.js';
import { openSecondOpinion } from '#main/open-second-opinion.js';
import { openVideoFrames } from '#main/open-video-frames.js';
import { startJobs } from '#main/start-jobs.js';
import type { Store } from '#ports/store.js';
import { createAdmission, type Admission } from '#services/admission.js';
import { createApplications } from '#services/applications.js';
import { createApiKeys, type ApiKeys } from '#services/api-keys/api-keys.js';
import { createAssessFace } from '#services/assess-face.js';
import { createAuthenticate } from '#services/api-keys/authenticate.js';
import type { JobRunner } from '#services/jobs/job-runner.js';
import { createAssessFaceLiveness } from '#services/assess-face-liveness.js';
import { checkBodies } from '#http/apis/clearconsent/to-wire.js';
import { createClearConsentReviewed } from '#services/clear-consent/check-events.js';
import { createCheckVideo } from '#services/check-video.js';
import { createCheckIdentity } from '#services/check-identity.js';
import { createCompareTwoFaces } from '#services/compare-two-faces.js';
import { createDetectFaces } from '#services/detect-faces.js';
import { createFetchPicture } from '#services/fetch-picture.js';
import { createJudgeDocumentPresence } from '#services/document-presence.js';
import { createPerformOperation } from '#services/perform-operation.js';
import { createIdempotency } from '#services/idempotency.js';
import { createLimits } from '#services/limits.js';
import { createDemonstrate } from '#services/demo/demonstrate.js';
import { createReviews } from '#services/reviews.js';
import { createReadDocument } from '#services/read-document.js';
import { createRemoveTemplate } from '#services/templates/remove-template.js';
import { createSandboxDeliveries } from '#services/sandbox/sandbox-deliveries.js';
import { createTasksFor } from '#services/sandbox/tasks-for.js';
import { createVerifyFaces } from '#services/verify-faces.js';
import { createEnrolmentFiles } from '#services/templates/enrolment-files.js';
import { createPerformAndTell } from '#services/verifications/perform-and-tell.js';
import { createVerificationCreation } from '#services/verifications/create-verification.js';
import { createVerifyIdentity } from '#services/verify-identity.js';
import { createWebhookDeliveries } from '#services/webhooks/webhook-deliveries.js';
import { createWebhookEndpoints } from '#services/webhooks/webhook-endpoints.js';
import { createAttemptDelivery } from '#services/webhooks/attempt-delivery.js';

/** Every part of a server, wired, neither listening nor warm. */
export interface ComposedServer {
  readonly app: FastifyInstance;
  readonly pool: EnginePool;
  readonly apiKeys: ApiKeys;
  readonly admission: Admission;
  /** Running already. */
  readonly jobs: JobRunner;
  readonly retention: FileServices['retention'];
  readonly templates: ComposedTemplates;
  readonly sessions: ComposedSessions;
  /** Of `/metrics`, not yet listening; null: it is not wanted. */
  readonly metrics: MetricsListener | null;
  readonly checkStorage: Store['check'];
  /** Closes what `compose` opened, in the reverse order. */
  close(): Promise<void>;
}

export interface ComposeOptions {
  readonly config: Config;
  readonly logger: FastifyBaseLogger;
  readonly readiness: Readiness;
  /** Loading already; closed with the server, also when it cannot be composed. */
  readonly pool: EnginePool;
  /** Closed with the server. Tests give others; left out: those of the decoder on this machine. */
  readonly videoFrames?: VideoFrames;
  /** What challenges are drawn with. Only tests give one. */
  readonly random?: () => number;
  /** What is installed to tell presentation attacks; null: the engine knows of no such thing. */
  readonly attackDetection: Promise<InstalledModels> | null;
  /** The same of deepfakes. */
  readonly deepfakeDetection: Promise<InstalledDeepfakeModel> | null;
}

/**
 * The one place where everything is wired. Throws `StartUpError` (the database, its key or the bucket) and
 * `ModelFileError`.
 */
export async function compose(options: ComposeOptions): Promise<ComposedServer> {
  const { config, logger, readiness, pool, attackDetection, deepfakeDetection } = options;
  const now = Date.now;
  const opened: { close(): Promise<void> | void }[] = [pool];
  const close = async (): Promise<void> => {
    for (const part of opened.splice(0).reverse()) await part.close();
  };
  try {
    if (config.database.kind === 'sqlite') {
      const lock = lockData(config.dataDirectory);
      opened.push({ close: () => lock.release() });
    }
    const store: Store = await openStore(config, now());
    opened.push(store);
    if (config.database.kind === 'sqlite') await takeOverFromDead(store.records, logger, now());
    await pool.loaded;
    await admitRecogniser(store.records, pool.recogniser, config.modelsDirectory);
    const { workers: running, queueLimit: waiting } = config;
    const admission = createAdmission({ running, waiting, load: () => pool.load });
    const { records, keyedHash, rateLimits } = store;
    const { measures, measured, watch } = await composeMetrics(config, now);
    const tasksFor = createTasksFor((applicationId) => measured.tasks(pool.forCaller(applicationId)));
    const perform = measured.perform(createPerformOperation({ records, now }));
    const httpOut = createHttpOut({ allowed: config.allowedHosts });
    const liveAttempt = createAttemptDelivery({ httpOut, now, version: packageVersion });
    const attempt = measured.attempt(createSandboxDeliveries({ attempt: liveAttempt, records, now }));
    const publicUrl = (): string => publicUrlOf(config, app.server.address());
    const fileServices = await composeFiles({ config, store, publicUrl, now });
    opened.push(fileServices);
    await fileServices.check();
    const { files, uploads, retention, erase } = fileServices;
    const images = createEnrolmentFiles(files);
    const reEnrolment = await composeReEnrolment({ records, images, pool, logger, now });
    const jobs = startJobs({ records, attempt, queues: reEnrolment.queues, logger, measures, now });
    opened.push({ close: () => jobs.stop(config.shutdownMs) });
    const videoFrames = measured.frames(options.videoFrames ?? openVideoFrames(config.workers));
    opened.push(videoFrames);
    const bodies = (told: Parameters<typeof verificationBodies>[0]) =>
      verificationBodies(told, { files, nowEpochMs: now() });
    const clearConsentReviewed = createClearConsentReviewed({
      bodies: checkBodies,
      signedUrl: (file, at) => files.signedUrl(file, at),
      now,
    });
    const templates = composeTemplates({
      records,
      tasksFor,
      perform,
      images,
      galleryBytes: config.galleryBytes,
      logger,
      now,
    });
    opened.push(templates);
    const performAndTell = createPerformAndTell({ perform, bodies, now });
    const verifyIdentity = createVerifyIdentity({ tasksFor, perform: performAndTell, now });
    const readDocument = createReadDocument({ tasksFor, perform, now });
    const assessFace = createAssessFace({ tasksFor, perform });
    const { enrol, identify, deletion: templateDeletion } = templates;
    const checkVideo = createCheckVideo({
      tasksFor,
      videoFrames,
      perform,
      files,
      bodies: checkBodies,
      secondOpinion: await openSecondOpinion(config.openAi, { httpOut, logger }),
      deadlineMs: config.deadlineMs,
      now,
    });
    const composedSessions = composeSessions({
      store,
      httpOut,
      files,
      work: { readDocument, assessFace, verifyIdentity, enrol, identify, perform, tasksFor, videoFrames },
      publicUrl,
      deadlineMs: config.deadlineMs,
      attackDetection: (await attackDetection)?.status ?? 'not-installed',
      deepfakeDetection: (await deepfakeDetection)?.status === 'installed',
      logger,
      now,
      ...(options.random !== undefined && { random: options.random }),
    });
    opened.push(composedSessions);
    const app: FastifyInstance = buildServer(
      {
        authenticate: createAuthenticate({ records, keyedHash }),
        admission,
        limits: createLimits({ rateLimits, records, now }),
        idempotency: createIdempotency({
          records,
          now,
          leaseMs: idempotencyLeaseMs(config),
          waitMs: config.deadlineMs,
        }),
        verifyIdentity,
        readDocument,
        verifyFaces: createVerifyFaces({ tasksFor, perform }),
        assessFace,
        checkIdentity: createCheckIdentity({ tasksFor, perform: performAndTell, now }),
        checkVideo,
        detectFaces: createDetectFaces({ tasksFor, perform }),
        compareTwoFaces: createCompareTwoFaces({ tasksFor, perform }),
        assessFaceLiveness: createAssessFaceLiveness({ tasksFor, perform }),
        judgeDocumentPresence: createJudgeDocumentPresence({ tasksFor, perform, now }),
        sessions: composedSessions.sessions,
        capture: composeCapture({
          sessions: composedSessions.sessions,
          checkVideo,
          store,
          canFilm: videoFrames.available,
          now,
        }),
        enrol,
        identify,
        templateDeletion,
        removeTemplate: createRemoveTemplate({ deletion: templateDeletion, now }),
        erase,
        webhooksFor: (actor) => ({
          endpoints: createWebhookEndpoints({ records, httpOut, now, actor }),
          deliveries: createWebhookDeliveries({ records, attempt, now, actor }),
        }),
        httpOut,
        fetchPicture: createFetchPicture({ httpOut }),
        createVerification: createVerificationCreation({
          tasksFor,
          videoFrames,
          perform,
          files,
          bodies,
          deadlineMs: config.deadlineMs,
          now,
        }),
        reviews: createReviews({
          records,
          files,
          bodies,
          onDecided: (inside, record, { decision }) => clearConsentReviewed(inside, record, decision),
          now,
        }),
        readiness,
        measures,
        files,
        uploads,
        records,
        apiKeysFor: (actor) => createApiKeys({ records, keyedHash, now, actor }),
        applicationsFor: (actor) =>
          createApplications({ records, now, actor, recogniserDigest: pool.recogniser.digest }),
        dashboard: await composeDashboard({
          store,
          oidc: await openOidc(config.oidc, { store, httpOut, publicUrl, logger, now }),
          recogniser: pool.recogniser,
          now,
        }),
        now,
      },
      {
        logger,
        tls: await servingCertificate(config, now()),
        trustedProxies: config.trustedProxies,
        version: packageVersion,
        publicUrl,
        dashboardDirectory: builtPages('dashboard'),
        webDirectory: builtPages('capture'),
        ...(config.demo !== 'off' && {
          demo: {
            access: config.demo,
            directory: builtPages('demo'),
            samplesDirectory: samplesDirectory(config),
            demonstrate: createDemonstrate({ tasksFor, videoFrames, deadlineMs: config.deadlineMs, now }),
          },
        }),
      },
    );
    opened.push(app);
    const watched = { readiness, records, admission, pool, gallery: templates.gallery, queues: reEnrolment.queues };
    const metrics = await watch({ ...watched, config, attackDetection, deepfakeDetection });
    if (metrics !== null) opened.push(metrics);
    return {
      app,
      pool,
      apiKeys: createApiKeys({ records, keyedHash, now }),
      admission,
      jobs,
      retention,
      templates,
      sessions: composedSessions,
      metrics,
      checkStorage: () => store.check(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** No execution takes longer than its upload, its wait for a worker and its work together. */
const idempotencyLeaseMs = ({ deadlineMs }: Config): number => 120_000 + 2 * deadlineMs;
