import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadModels, type ModelProgress } from '#engine/models/model-store.js';
import { packageRoot } from '#engine/models/package-root.js';
import type { EngineWorkerData } from '#engine/pool/engine-module.js';

/** Compiled code: worker threads run it also where this thread runs on the sources. */
const compiled = (file: string): string => path.join(packageRoot, 'dist', 'engine', file);

export const engineWorkerFile = compiled('pool/worker.js');

/** What a worker loads. Models are checked and converted once, here, and shared by all workers. */
export type EngineSource = (options: {
  readonly modelsDirectory: string;
  readonly onProgress: (progress: ModelProgress) => void;
}) => Promise<EngineWorkerData>;

/** The real engine. Throws `ModelFileError` when a model is missing or altered. */
export const realEngine: EngineSource = async ({ modelsDirectory, onProgress }) => ({
  moduleUrl: pathToFileURL(compiled('create-engine-tasks.js')).href,
  options: { models: await loadModels({ modelsDirectory, onProgress }) },
});
