import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { modelCardSchema, type ModelCard } from '#domain/card.js';
import { ModelFileError } from '#engine/models/model-file-error.js';

/** The models that the engine is built around, each with a card in `models/<id>.json`. */
export const modelIds = [
  'face-detection',
  'face-mesh',
  'face-recognition',
  'age-gender',
  'face-expression',
  'text-detection',
  'mrz-recognition',
  'print-recognition',
] as const;
export type ModelId = (typeof modelIds)[number];

/**
 * The catalogue of what an operator may install besides: one net or several together, each with a card too. They are part
 * of no package.
 */
export const modelBundles = {
  /** Passive presentation attack detection, by the mean of both. */
  minifasnet: ['minifasnet-v2', 'minifasnet-v1se'],
  sface: ['sface'],
  'sface-int8': ['sface-int8'],
  yunet: ['yunet'],
  'ediffiqa-tiny': ['ediffiqa-tiny'],
} as const;

/** Those that are a face recogniser. */
export const catalogueRecognisers = ['sface', 'sface-int8'] as const satisfies ModelBundle[];
export type CatalogueRecogniser = (typeof catalogueRecognisers)[number];

export type ModelBundle = keyof typeof modelBundles;
export const modelBundleNames = Object.keys(modelBundles) as ModelBundle[]; // Object.keys loses the key type
export type InstalledModelId = (typeof modelBundles)[ModelBundle][number];

/** `models/` of this package, from `dist/engine/models/` as from `src/engine/models/`. */
const cardsDirectory = fileURLToPath(new URL('../../../models/', import.meta.url));

/** Reads and checks the card of a model; throws `ModelFileError` when the card itself is absent or broken. */
export async function readModelCard(id: ModelId | InstalledModelId, directory = cardsDirectory): Promise<ModelCard> {
  const filePath = path.join(directory, `${id}.json`);
  let text: string;
  try {
    text = await readFile(filePath, 'utf8');
  } catch (cause) {
    throw new ModelFileError(id, filePath, 'missing', { cause });
  }
  try {
    return modelCardSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new ModelFileError(id, filePath, 'unreadable', { cause });
  }
}
