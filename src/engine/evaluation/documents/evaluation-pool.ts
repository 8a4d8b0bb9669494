import { Piscina } from 'piscina';
import type { DocumentTruth } from '#engine/evaluation/documents/document-truth.js';
import type { PictureScore } from '#engine/evaluation/documents/score-picture.js';

export interface EvaluationWorkerData {
  readonly modelsDirectory: string;
}

export interface EvaluationTask {
  readonly truth: DocumentTruth;
  readonly root: string;
  readonly nowEpochMs: number;
}

export interface EvaluationPoolOptions {
  /** The compiled `engine/evaluation/documents/worker.js`. */
  readonly workerFile: string;
  readonly modelsDirectory: string;
  readonly workers: number;
  /** Where the pictures are. */
  readonly root: string;
  readonly now: Date;
}

export interface EvaluationPool {
  readonly evaluate: (truth: DocumentTruth) => Promise<PictureScore>;
  readonly close: () => Promise<void>;
}

/** Evaluates pictures in worker threads, each with nets of its own (about a gigabyte): a net blocks its thread. */
export function createEvaluationPool(options: EvaluationPoolOptions): EvaluationPool {
  const { modelsDirectory, workers, root } = options;
  const nowEpochMs = options.now.getTime();
  const pool = new Piscina({
    filename: options.workerFile,
    minThreads: workers,
    maxThreads: workers,
    concurrentTasksPerWorker: 1,
    workerData: { modelsDirectory } satisfies EvaluationWorkerData,
    env: {},
  });
  return {
    evaluate: (truth) => pool.run({ truth, root, nowEpochMs } satisfies EvaluationTask) as Promise<PictureScore>,
    close: () => pool.destroy(),
  };
}
