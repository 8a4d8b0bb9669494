import { workerData } from 'node:worker_threads';
import { createEngineParts } from '#engine/create-engine-tasks.js';
import type { EvaluationTask, EvaluationWorkerData } from '#engine/evaluation/documents/evaluation-pool.js';
import { evaluatePicture } from '#engine/evaluation/documents/evaluate-picture.js';
import type { PictureScore } from '#engine/evaluation/documents/score-picture.js';
import { loadModels } from '#engine/models/model-store.js';

const { modelsDirectory } = workerData as EvaluationWorkerData; // piscina types workerData as any; the pool gives this

const parts = loadModels({ modelsDirectory }).then((models) => createEngineParts({ models }));
parts.catch(() => undefined); // a fault in the models is the answer of every call

export default async function evaluate({ truth, root, nowEpochMs }: EvaluationTask): Promise<PictureScore> {
  const { documentReader: reader } = await parts;
  return evaluatePicture(truth, { root, reader, now: new Date(nowEpochMs), clock: () => performance.now() });
}
