import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadModels, type ModelProgress } from '#engine/models/model-store.js';
import { packageRoot } from '#engine/models/package-root.js';
import type { EngineSource } from '#engine/pool/engine-module.js';

/** Compiled code: worker threads run it also where this thread runs on the sources. */
const compiled = (file: string): string => path.join(packageRoot, 'dist', 'engine', file);

export const engineWorkerFile = compiled('pool/worker.js');

/** Begins to load an engine. */
export type BeginEngine = (options: {
  readonly modelsDirectory: string;
  readonly onProgress: (progress: ModelProgress) => void;
}) => EngineSource;

/**
 * The real engine. Models are checked and converted once, here, and shared by all workers; the options reject with
 * `ModelFileError` when one is missing or altered.
 */
export const beginRealEngine: BeginEngine = ({ modelsDirectory, onProgress }) => ({
  moduleUrl: pathToFileURL(compiled('create-engine-tasks.js')).href,
  options: loadModels({ modelsDirectory, onProgress }).then((models) => ({ models })),
});
