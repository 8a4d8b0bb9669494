import { once } from 'node:events';
import type { InstalledDeepfakeModel } from '#engine/deepfake/installed-deepfake-model.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import type { InstalledModels } from '#engine/models/installed-models.js';
import type { EnginePool } from '#engine/pool/engine-pool.js';
import type { VideoFrames } from '#engine/video/video-frames.js';
import { createMetricsListener, type MetricsPage } from '#http/metrics/metrics-listener.js';
import type { Readiness } from '#http/readiness.js';
import type { Config } from '#main/config.js';
import { listen } from '#main/listen.js';
import { modelFacts } from '#main/model-facts.js';
import { packageVersion } from '#main/package-version.js';
import { noMeasures, type Measures } from '#ports/measures.js';
import type { Records } from '#ports/records.js';
import type { Admission } from '#services/admission.js';
import { createMeasuredAttempt } from '#services/measures/measured-attempt.js';
import { createMeasuredPerform } from '#services/measures/measured-perform.js';
import { createMeasuredFrames, createMeasuredTasks } from '#services/measures/measured-tasks.js';
import { createBacklogReader } from '#services/measures/read-backlog.js';
import type { PerformOperation } from '#services/perform-operation.js';
import type { Gallery } from '#services/templates/gallery.js';
import type { AttemptDelivery } from '#services/webhooks/attempt-delivery.js';
import { deliveryQueue } from '#services/webhooks/delivery-queue.js';

/** Other queues than that of deliveries have names that change with the recogniser. */
const reEnrolment = 're-enrolment';

/** What is read at each scrape. */
export interface WatchedServer {
  readonly config: Pick<Config, 'workers' | 'queueLimit'>;
  readonly readiness: Readiness;
  readonly records: Pick<Records, 'jobs'>;
  readonly admission: Pick<Admission, 'inside'>;
  readonly pool: Pick<EnginePool, 'load' | 'recogniser'>;
  readonly gallery: Pick<Gallery, 'usage'>;
  /** By name; those beside that of deliveries. */
  readonly queues: Readonly<Record<string, unknown>>;
  readonly attackDetection: Promise<InstalledModels> | null;
  readonly deepfakeDetection: Promise<InstalledDeepfakeModel> | null;
}

/** What answers `/metrics`. */
export interface MetricsListener {
  /** Gives the port that was taken. Throws `StartUpError`. */
  listen(): Promise<number>;
  /** At once, whoever is still reading. */
  close(): Promise<void>;
}

export interface ComposedMetrics {
  readonly measures: Measures;
  /** What tells of itself, around what does the work. */
  readonly measured: {
    tasks(engine: EngineTasks): EngineTasks;
    frames(frames: VideoFrames): VideoFrames;
    perform(perform: PerformOperation): PerformOperation;
    attempt(attempt: AttemptDelivery): AttemptDelivery;
  };
  /** Not yet listening; null: it is not wanted. */
  readonly watch: (server: WatchedServer) => Promise<MetricsListener | null>;
}

/** What is told to whoever watches, wired. Nothing is loaded, counted or timed where nobody may ask for it. */
export async function composeMetrics(
  { metrics }: Pick<Config, 'metrics'>,
  /** Milliseconds since 1970. */
  now: () => number,
): Promise<ComposedMetrics> {
  if (metrics === null) return unwatched;
  const { createPrometheus } = await import('#adapters/prometheus/create-prometheus.js');
  const prometheus = createPrometheus();
  const measures: Measures = {
    ...prometheus.measures,
    jobTroubled: ({ queue, event }) => prometheus.measures.jobTroubled({ queue: labelOf(queue), event }),
  };
  return {
    measures,
    measured: {
      tasks: (engine) => createMeasuredTasks(engine, measures),
      frames: (frames) => createMeasuredFrames(frames, measures),
      perform: (perform) => createMeasuredPerform(perform, measures),
      attempt: (attempt) => createMeasuredAttempt(attempt, { measures, now }),
    },
    async watch({ config, readiness, records, admission, pool, gallery, queues, ...installed }) {
      const names = Object.fromEntries([deliveryQueue, ...Object.keys(queues)].map((name) => [labelOf(name), name]));
      const backlog = createBacklogReader({ records, queues: names, now });
      const models = await modelFacts(pool.recogniser, installed);
      prometheus.tell({ version: packageVersion, nodeVersion: process.version, models });
      return listening(metrics, {
        contentType: prometheus.contentType,
        async text() {
          const running = Math.min(admission.inside, config.workers);
          const waiting = admission.inside - running;
          return prometheus.text({
            ready: readiness.state === 'ready',
            admission: { running, waiting },
            admissionLimit: { running: config.workers, waiting: config.queueLimit },
            engine: { threads: config.workers, ...pool.load },
            templates: gallery.usage,
            backlog: await backlog.read(),
          });
        },
      });
    },
  };
}

const unwatched: ComposedMetrics = {
  measures: noMeasures,
  measured: {
    tasks: (engine) => engine,
    frames: (frames) => frames,
    perform: (perform) => perform,
    attempt: (attempt) => attempt,
  },
  watch: async () => null,
};

function listening({ host, port }: NonNullable<Config['metrics']>, page: MetricsPage): MetricsListener {
  const server = createMetricsListener(page);
  return {
    listen: () =>
      listen(server, async () => once(server.listen({ host, port }), 'listening'), {
        ...{ host, port },
        settings: ['BONAFIDE_METRICS_HOST', 'BONAFIDE_METRICS_PORT'],
      }),
    async close() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

const labelOf = (queue: string): string => (queue === deliveryQueue ? queue : reEnrolment);
