import pino from 'pino';
import { createEnginePool } from '#engine/pool/engine-pool.js';
import { beginRealEngine, engineWorkerFile, type BeginEngine } from '#main/engine-source.js';
import { readProcessConfig } from '#main/process-config.js';
import type { RenderSampleFiles } from '#main/samples.js';
import type { Scheduler } from '#services/scheduler.js';

export interface RunServeOptions {
  readonly tlsSelfSigned: boolean;
  /** For the operator's eyes: results, remarks, and a line that is rewritten. */
  readonly terminal: {
    out(text: string): void;
    note(text: string): void;
    progress(text: string): void;
    clearProgress(): void;
  };
  /** Tests give others. */
  readonly beginEngine?: BeginEngine;
  readonly renderSamples?: RenderSampleFiles;
  /** Left out: no sweeps. */
  readonly scheduler?: Scheduler;
}

/** Loaded only when samples have to be rendered: drawing costs a start more than it needs otherwise. */
const renderOnDemand: RenderSampleFiles = async (names) => {
  const { renderStartSamples } = await import('#main/render-start-samples.js');
  return renderStartSamples(names);
};

/** The most that one call asks for at once: both sides of a document, two frames of a video, and what the video shows together. */
const tasksPerCall = 5;

/** After SIGTERM probes get this long to see the 503 of `/readyz` before nothing answers any more. */
const terminationNoticeMs = 1000;

/**
 * The server as a process: configuration and signals. Gives the exit code once it has stopped: 0, or 1 when accepted
 * calls could not be finished in time. Throws `StartUpError` or `ModelFileError` when it cannot start.
 */
export async function runServe(options: RunServeOptions): Promise<0 | 1> {
  const { terminal } = options;
  const { config, warnings } = readProcessConfig({ tlsSelfSigned: options.tlsSelfSigned });
  for (const warning of warnings) terminal.note(`warning: ${warning}`);
  // Events go to standard error: the first start shows a key on standard output, which no log may keep.
  const logger = pino(
    {
      level: config.logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    pino.destination(2),
  );

  // A signal during the start is honoured once it is over: ending a thread in the middle of a net aborts the process.
  const signal = nextSignal();
  // Whoever asks twice does not want to wait.
  void signal.then(nextSignal).then(() => process.exit(1));
  const source = (options.beginEngine ?? beginRealEngine)({
    modelsDirectory: config.modelsDirectory,
    onProgress: ({ id, step, done, total }) => {
      if (step === 'convert') terminal.progress(`converting model ${id} (${done + 1} of ${total}) …`);
    },
  });
  const pool = createEnginePool({
    workerFile: engineWorkerFile,
    source,
    workers: config.workers,
    queueLimit: tasksPerCall * (config.workers + config.queueLimit),
    deadlineMs: config.deadlineMs,
  });
  // Loaded only now: workers start and models are checked beside it.
  const { serve } = await import('#main/serve.js');
  const server = await serve({
    config,
    logger,
    pool,
    attackDetection: source.attackDetection ?? null,
    deepfakeDetection: source.deepfakeDetection ?? null,
    renderSamples: options.renderSamples ?? renderOnDemand,
    scheduler: options.scheduler ?? null,
    announce: (text) => {
      terminal.clearProgress();
      terminal.out(text);
    },
    progress: (text) => terminal.progress(text),
  });
  const installed = await source.attackDetection;
  if (installed?.status === 'unusable') {
    terminal.note(`warning: ${installed.problem}; until then liveness is not assessed`);
    logger.warn({ event: 'model-unusable', bundle: 'minifasnet' });
  }
  const deepfake = await source.deepfakeDetection;
  if (deepfake?.status === 'unusable') {
    terminal.note(`warning: ${deepfake.problem}; until then deepfakes are not assessed`);
    logger.warn({ event: 'model-unusable', bundle: 'deepfake' });
  }
  const race = await source.raceDetection;
  if (race?.status === 'unusable') {
    terminal.note(`warning: ${race.problem}; until then race is not estimated`);
    logger.warn({ event: 'model-unusable', bundle: 'race' });
  }
  const received = await signal;
  const finished = await server.stop(received === 'SIGTERM' ? terminationNoticeMs : 0);
  return finished ? 0 : 1;
}

function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const signals = ['SIGTERM', 'SIGINT'] as const;
    const handlers = signals.map((signal) => {
      const handler = (): void => {
        for (const [name, other] of handlers) process.off(name, other);
        resolve(signal);
      };
      return [signal, handler] as const;
    });
    for (const [name, handler] of handlers) process.on(name, handler);
  });
}
