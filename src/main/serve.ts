import { readFile } from 'node:fs/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { InstalledDeepfakeModel } from '#engine/deepfake/installed-deepfake-model.js';
import type { InstalledModels } from '#engine/models/installed-models.js';
import type { EnginePool } from '#engine/pool/engine-pool.js';
import type { Readiness } from '#http/readiness.js';
import { firstStartText, localUrl, readyText } from '#main/announce.js';
import { compose, type ComposedServer } from '#main/compose.js';
import type { Config } from '#main/config.js';
import { listen } from '#main/listen.js';
import {
  ensureSamples,
  preparedSamplesDirectory,
  samplesDirectory,
  type RenderSampleFiles,
  type SampleFiles,
} from '#main/samples.js';
import { createClockWatch } from '#services/clock-watch.js';
import type { Repetition, Scheduler } from '#services/scheduler.js';
import { watchStorage, type StorageWatch } from '#services/storage-watch.js';

/** What is due is destroyed within minutes. */
const sweepEveryMs = 5 * 60_000;
/** So soon after it is back a server serves again. */
const lookAtStorageEveryMs = 1000;

export interface ServeOptions {
  readonly config: Config;
  readonly logger: FastifyBaseLogger;
  /** Loading already; closed with the server, also when it cannot start. */
  readonly pool: EnginePool;
  /** See `ComposeOptions`. */
  readonly attackDetection: Promise<InstalledModels> | null;
  readonly deepfakeDetection: Promise<InstalledDeepfakeModel> | null;
  readonly renderSamples: RenderSampleFiles;
  /** Null: nothing is done on its own; data stays until a process with a scheduler sweeps. */
  readonly scheduler: Scheduler | null;
  /** For the operator: what is ready, and on the first start the key. Not a log. */
  readonly announce: (text: string) => void;
  /** What takes a while, for those who wait. */
  readonly progress: (text: string) => void;
}

export interface RunningServer {
  readonly port: number;
  readonly url: string;
  /**
   * Refuses new calls, finishes accepted ones, closes everything. `noticeMs`: how long to go on answering after
   * `/readyz` turned 503, so that whoever watches it notices. True: every accepted call was finished in time.
   */
  stop(noticeMs: number): Promise<boolean>;
}

/**
 * Starts a server: it listens at once (alive, not ready), proves the engine on real pictures in every worker, then is
 * ready. Throws `StartUpError` or `ModelFileError`, with everything closed again.
 */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const { config, logger, announce, progress } = options;
  const startedAt = performance.now();
  const standing = createStanding();
  const server = await compose({
    config,
    logger,
    readiness: standing,
    pool: options.pool,
    attackDetection: options.attackDetection,
    deepfakeDetection: options.deepfakeDetection,
  });
  try {
    const port = await listen(
      server.app.server,
      () => server.app.listen({ host: config.host, port: config.port, listenTextResolver: () => 'listening' }),
      { host: config.host, port: config.port, settings: ['HOST', 'PORT'] },
    );
    if (server.metrics !== null) logger.info({ event: 'metrics-listening', port: await server.metrics.listen() });
    const url = config.publicUrl ?? localUrl(config, port);
    const samples = await ensureSamples(samplesDirectory(config), {
      prepared: preparedSamplesDirectory(config.modelsDirectory),
      render: (names) => {
        progress('rendering sample pictures …');
        return options.renderSamples(names);
      },
    });
    progress('loading the models …');
    await Promise.all([warmUp(server, samples, logger), server.templates.load()]);
    server.sessions.start();
    const first = await server.apiKeys.setUp();
    standing.phase = 'ready';
    const storage = watchStorage({
      check: server.checkStorage,
      everyMs: lookAtStorageEveryMs,
      onChange: (state) => logger[state === 'ok' ? 'info' : 'error']({ event: 'storage', state }),
    });
    standing.storage = storage;
    const { id, version, digest } = server.pool.recogniser;
    logger.info({ event: 'recogniser', id, version, digest });
    logger.info({ event: 'ready', port, afterMs: Math.round(performance.now() - startedAt) });
    const firstStart = first && firstStartText({ ...first, samples, url, selfSigned: config.tls === 'self-signed' });
    announce([readyText(config, port), ...(firstStart === null ? [] : [firstStart])].join('\n\n'));
    const clock = createClockWatch({ now: Date.now, steady: () => performance.now() });
    const sweeping = options.scheduler?.repeat(sweepEveryMs, () => sweep(server, logger, clock)) ?? null;
    return { port, url, stop: (noticeMs) => stop(server, { standing, config, logger, noticeMs, sweeping, storage }) };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** What the process does, and what its storage lets it do. */
interface Standing extends Readiness {
  phase: 'starting' | 'ready' | 'draining';
  /** Null: nobody looks yet. */
  storage: StorageWatch | null;
}

const createStanding = (): Standing => ({
  phase: 'starting',
  storage: null,
  get state() {
    return this.phase === 'ready' && this.storage?.state === 'unavailable' ? 'storage-unavailable' : this.phase;
  },
  get storageIsFull() {
    return this.storage?.state === 'full';
  },
});

/** Every worker analyses a sample. A failure there means that a model does not do what it did when it was shipped. */
async function warmUp({ pool }: ComposedServer, samples: SampleFiles, logger: FastifyBaseLogger): Promise<void> {
  const [document, selfie] = await Promise.all([readFile(samples.warmUpDocument), readFile(samples.selfie)]);
  const outcomes = await pool.warmUp({ document, selfie, nowEpochMs: Date.now() });
  const failures = outcomes.filter((code) => code !== null);
  // The samples lie in the data directory, where anyone may have replaced them: that is no reason not to serve.
  if (failures.length > 0) logger.warn({ event: 'warm-up-samples-refused', codes: [...new Set(failures)] });
}

async function sweep(
  { retention }: ComposedServer,
  logger: FastifyBaseLogger,
  clock: ReturnType<typeof createClockWatch>,
): Promise<void> {
  if (!clock.isTrusted()) {
    logger.warn({ event: 'retention-waits', reason: 'clock-was-set' });
    return;
  }
  try {
    const { destroyed, failures } = await retention.sweep(Date.now());
    if (Object.keys(destroyed).length > 0) logger.info({ event: 'retention-swept', destroyed });
    for (const { part, error } of failures) logger.error({ event: 'retention-failed', part, error: nameOf(error) });
  } catch (error) {
    logger.error({ event: 'retention-failed', part: null, error: nameOf(error) });
  }
}

/** Without its message, which may quote what it stumbled over. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

async function stop(
  server: ComposedServer,
  options: {
    standing: Standing;
    config: Config;
    logger: FastifyBaseLogger;
    noticeMs: number;
    sweeping: Repetition | null;
    storage: StorageWatch;
  },
): Promise<boolean> {
  const { standing, config, logger, noticeMs, sweeping, storage } = options;
  const startedAt = performance.now();
  const elapsed = (): number => performance.now() - startedAt;
  standing.phase = 'draining';
  logger.info({ event: 'draining', inside: server.admission.inside });
  // Beside the calls, within the same time: what calls still enqueue is done by another process, or after the next start.
  const jobsStopped = server.jobs.stop(config.shutdownMs);
  while (elapsed() < noticeMs || (server.admission.inside > 0 && elapsed() < config.shutdownMs)) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const finished = server.admission.inside === 0;
  // What is not finished by now would hold up the closing of the server; its callers see their connection break.
  if (!finished) server.app.server.closeAllConnections();
  await jobsStopped;
  await Promise.all([sweeping?.stop(), storage.stop()]);
  // Files that are still being sent or fetched get the same time; a reader that has fallen asleep does not hold up the end.
  const overdue = setTimeout(() => server.app.server.closeAllConnections(), Math.max(0, config.shutdownMs - elapsed()));
  await server.close();
  clearTimeout(overdue);
  logger.info({ event: 'stopped', finished, afterMs: Math.round(elapsed()) });
  return finished;
}
