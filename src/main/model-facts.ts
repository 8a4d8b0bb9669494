import type { RecogniserInUse } from '#engine/compare/recogniser-in-use.js';
import type { InstalledDeepfakeModel } from '#engine/deepfake/installed-deepfake-model.js';
import type { InstalledModels } from '#engine/models/installed-models.js';

/** One model that decides, or one that is not there. */
export interface ModelFact {
  readonly part: 'face-recogniser' | 'attack-detection' | 'deepfake-detection';
  readonly status: 'installed' | 'not-installed' | 'unusable';
  /** These three are empty where none is in use. */
  readonly id: string;
  readonly version: string;
  /** Of the recogniser with its preprocessing, otherwise of the file. */
  readonly digest: string;
}

const none = { id: '', version: '', digest: '' };

/** What decides on this server, for the metrics. */
export async function modelFacts(
  { id, version, digest }: RecogniserInUse,
  installed: {
    /** Null: the engine knows of no such thing. */
    readonly attackDetection: Promise<InstalledModels> | null;
    readonly deepfakeDetection: Promise<InstalledDeepfakeModel> | null;
  },
): Promise<ModelFact[]> {
  const attack = await installed.attackDetection;
  const deepfake = await installed.deepfakeDetection;
  return [
    { part: 'face-recogniser', status: 'installed', id, version, digest },
    ...(attack?.status === 'installed'
      ? attack.models.map(({ card }) => ({
          part: 'attack-detection' as const,
          status: attack.status,
          ...{ id: card.id, version: card.version, digest: card.onnxSha256 },
        }))
      : [{ part: 'attack-detection' as const, status: attack?.status ?? 'not-installed', ...none }]),
    deepfake?.status === 'installed'
      ? {
          part: 'deepfake-detection',
          status: deepfake.status,
          ...{ id: deepfake.model.id, version: deepfake.model.version, digest: deepfake.model.sha256 },
        }
      : { part: 'deepfake-detection', status: deepfake?.status ?? 'not-installed', ...none },
  ];
}
