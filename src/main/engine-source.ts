import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EngineTasksOptions } from '#engine/create-engine-tasks.js';
import { loadInstalledDeepfakeModel, type InstalledDeepfakeModel } from '#engine/deepfake/installed-deepfake-model.js';
import { loadInstalledModels, type InstalledModels } from '#engine/models/installed-models.js';
import { loadModels, type ModelProgress } from '#engine/models/model-store.js';
import { packageRoot } from '#engine/models/package-root.js';
import type { EngineSource } from '#engine/pool/engine-module.js';
import { inUse } from '#engine/recognisers/loaded-recogniser.js';
import { loadRecogniserInUse } from '#engine/recognisers/recogniser-choice.js';

/** Compiled code: worker threads run it also where this thread runs on the sources. */
const compiled = (file: string): string => path.join(packageRoot, 'dist', 'engine', file);

export const engineWorkerFile = compiled('pool/worker.js');

/** An engine that is being loaded. */
export interface BegunEngine extends EngineSource {
  /** What an operator installed to tell presentation attacks; absent where the engine knows of no such thing. */
  readonly attackDetection?: Promise<InstalledModels>;
  /** The same of deepfakes. */
  readonly deepfakeDetection?: Promise<InstalledDeepfakeModel>;
}

/** Begins to load an engine. */
export type BeginEngine = (options: {
  readonly modelsDirectory: string;
  readonly onProgress: (progress: ModelProgress) => void;
}) => BegunEngine;

/**
 * The real engine. Models are checked and converted once, here, and shared by all workers; the options reject with
 * `ModelFileError` when one is missing or altered.
 */
export const beginRealEngine: BeginEngine = ({ modelsDirectory, onProgress }) => {
  const models = loadModels({ modelsDirectory, onProgress });
  const attackDetection = loadInstalledModels('minifasnet', modelsDirectory);
  const deepfakeDetection = loadInstalledDeepfakeModel(modelsDirectory);
  // A choice that cannot be kept ends the start: the options reject, and nobody decides by another recogniser.
  const recogniser = models.then((loaded) => {
    const shipped = loaded.get('face-recognition');
    return loadRecogniserInUse({ modelsDirectory, ...(shipped !== undefined && { shipped }) });
  });
  const options = Promise.all([models, recogniser, attackDetection, deepfakeDetection]).then(
    ([loaded, chosen, installed, deepfake]): EngineTasksOptions => ({
      models: loaded,
      recogniser: chosen,
      attackDetection: installed,
      deepfakeDetection: deepfake,
    }),
  );
  return {
    moduleUrl: pathToFileURL(compiled('create-engine-tasks.js')).href,
    options,
    recogniser: recogniser.then(inUse),
    attackDetection,
    deepfakeDetection,
  };
};
