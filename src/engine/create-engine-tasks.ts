import type { CompleteDocumentReader } from '#engine/document/create-document-reader.js';
import { loadDocumentReader } from '#engine/document/load-document-reader.js';
import type { InstalledLanguages } from '#engine/document/local-script/installed-languages.js';
import { createDeepfakeAssessor } from '#engine/deepfake/create-deepfake-assessor.js';
import type { InstalledDeepfakeModel } from '#engine/deepfake/installed-deepfake-model.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import { createDemographicsEstimator } from '#engine/face/create-demographics-estimator.js';
import { createExpressionClassifier } from '#engine/face/create-expression-classifier.js';
import { createFaceDetector } from '#engine/face/create-face-detector.js';
import { createFaceRecogniser } from '#engine/face/create-face-recogniser.js';
import { createLoadedRecogniser } from '#engine/recognisers/create-loaded-recogniser.js';
import { inUse, shippedAsLoaded, type LoadedRecogniser } from '#engine/recognisers/loaded-recogniser.js';
import { createInProcessTasks, type EngineParts } from '#engine/in-process-tasks.js';
import { createLivenessAssessor } from '#engine/liveness/create-liveness-assessor.js';
import type { InstalledModels } from '#engine/models/installed-models.js';
import type { ModelId } from '#engine/models/model-cards.js';
import type { LoadedModel } from '#engine/models/model-store.js';
import { createRaceEstimator } from '#engine/race/create-race-estimator.js';
import type { InstalledRaceModel } from '#engine/race/installed-race-model.js';
import { createQualityAssessor } from '#engine/quality/create-quality-assessor.js';

/** Checked models; their bytes lie in shared memory, so that any number of workers hold them once. */
export interface EngineTasksOptions {
  readonly models: ReadonlyMap<ModelId, LoadedModel>;
  /** The recogniser that decides; default: the one that ships. */
  readonly recogniser?: LoadedRecogniser;
  /** The nets for presentation attacks, where an operator installed them; default: not installed. */
  readonly attackDetection?: InstalledModels;
  /** The net against deepfakes, where an operator installed one; default: not installed. */
  readonly deepfakeDetection?: InstalledDeepfakeModel;
  /** The net for `race`, where an operator installed one; default: not installed. */
  readonly raceDetection?: InstalledRaceModel;
  /** The optional packages for local scripts; what is installed, unless told otherwise. */
  readonly languages?: InstalledLanguages;
}

/** Loads the nets into this thread and gives the engine's work on them. */
export async function createEngineTasks(options: EngineTasksOptions): Promise<EngineTasks> {
  return createInProcessTasks(await createEngineParts(options));
}

/** The parts by themselves, for tools that need one of them. */
export async function createEngineParts({
  models,
  recogniser,
  attackDetection = { status: 'not-installed' },
  deepfakeDetection = { status: 'not-installed' },
  raceDetection = { status: 'not-installed' },
  languages,
}: EngineTasksOptions): Promise<EngineParts & { readonly documentReader: CompleteDocumentReader }> {
  const model = (id: ModelId): LoadedModel => {
    const loaded = models.get(id);
    if (loaded === undefined) throw new Error(`the engine needs the model ${id}`);
    return loaded;
  };

  const faceDetector = await createFaceDetector({
    faceDetection: model('face-detection').bytes,
    faceMesh: model('face-mesh').bytes,
  });
  const shipped = await createFaceRecogniser(model('face-recognition'));
  const loaded = recogniser ?? shippedAsLoaded(model('face-recognition'));
  const faceRecogniser = await createLoadedRecogniser(loaded, shipped);
  return {
    faceDetector,
    faceRecogniser,
    recogniser: inUse(loaded),
    demographicsEstimator: await createDemographicsEstimator(model('age-gender')),
    raceEstimator: await createRaceEstimator(raceDetection),
    qualityAssessor: createQualityAssessor({
      recogniser: shipped,
      expressions: await createExpressionClassifier(model('face-expression')),
    }),
    livenessAssessor: await createLivenessAssessor(attackDetection),
    deepfakeAssessor: await createDeepfakeAssessor(deepfakeDetection),
    signalModels: {
      liveness:
        attackDetection.status === 'installed'
          ? attackDetection.models.map(({ card: { id, version } }) => ({ id, version }))
          : [],
      deepfake:
        deepfakeDetection.status === 'installed'
          ? [{ id: deepfakeDetection.model.id, version: deepfakeDetection.model.version }]
          : [],
    },
    documentReader: await loadDocumentReader(
      models,
      // A cue compares two portraits of one document, by a limit in distances of this net.
      { faceDetector, faceRecogniser: shipped },
      () => performance.now(),
      languages,
    ),
  };
}
