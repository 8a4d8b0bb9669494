import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { calibratedPointsSchema, recogniserIdSchema, type RecogniserEnsembleModel } from '#domain/recogniser-model.js';
import type { OperatingPoint } from '#engine/compare/operating-point.js';
import { shippedRecogniser } from '#engine/compare/recogniser-in-use.js';
import { ensembleDigest } from '#engine/face/recogniser-digest.js';
import { bundleFolder, installCommand } from '#engine/models/installed-models.js';
import {
  catalogueRecognisers,
  modelBundles,
  readModelCard,
  type CatalogueRecogniser,
} from '#engine/models/model-cards.js';
import { ModelFileError } from '#engine/models/model-file-error.js';
import { loadModel, loadModels, type LoadedModel } from '#engine/models/model-store.js';
import {
  loadedNet,
  shippedAsLoaded,
  type LoadedNet,
  type LoadedRecogniser,
} from '#engine/recognisers/loaded-recogniser.js';
import { readDescriptor, readOwnNet } from '#engine/recognisers/own-recogniser.js';
import {
  descriptorFile,
  operatingPointsFile,
  parseJson,
  readOptional,
  recogniserFolder,
} from '#engine/recognisers/recogniser-files.js';

/** The recogniser that ships is a model of its own; its id is taken. */
export const isReserved = (id: string): boolean =>
  id === shippedRecogniser.id || id === 'default' || id in modelBundles;

export const putBack = (id: string): string =>
  `put it back with "bonafide models install recogniser --from <folder>", or choose another with "bonafide models use <id>" (${id} is what was asked for)`;

export interface LoadRecogniserOptions {
  readonly modelsDirectory: string;
  /** The one that ships, where it is loaded already. */
  readonly shipped?: Pick<LoadedModel, 'card' | 'bytes'>;
}

/**
 * Loads a recogniser by its id: the one that ships, one of the catalogue, or the operator's own, each file checked against
 * its digest; with its calibrated operating points, where there are some. Throws `ModelFileError` for anything that is
 * missing, altered or not installed.
 */
export async function loadRecogniser(id: string, options: LoadRecogniserOptions): Promise<LoadedRecogniser> {
  const { modelsDirectory } = options;
  if (id === shippedRecogniser.id) return shippedAsLoaded(options.shipped ?? (await loadShipped(modelsDirectory)));
  const loaded = isCatalogueRecogniser(id) ? await loadFromCatalogue(id, modelsDirectory) : await loadOwn(id, options);
  return { ...loaded, operatingPoint: (await calibratedPoint(loaded, modelsDirectory)) ?? loaded.operatingPoint };
}

async function loadShipped(modelsDirectory: string): Promise<LoadedModel> {
  const models = await loadModels({ modelsDirectory, ids: ['face-recognition'] });
  return models.get('face-recognition')!; // loadModels gives what it was asked for
}

const isCatalogueRecogniser = (id: string): id is CatalogueRecogniser =>
  (catalogueRecognisers as readonly string[]).includes(id);

async function loadFromCatalogue(id: CatalogueRecogniser, modelsDirectory: string): Promise<LoadedRecogniser> {
  const remedy = `put it back with "${installCommand(id)}"`;
  const folder = bundleFolder(modelsDirectory, id);
  return shippedAsLoaded(await loadModel(await readModelCard(id), { folder, modelsDirectory, remedy }));
}

async function loadOwn(id: string, options: LoadRecogniserOptions): Promise<LoadedRecogniser> {
  if (!recogniserIdSchema.safeParse(id).success) {
    throw new ModelFileError(id, recogniserFolder(options.modelsDirectory, 'unknown'), 'missing', {
      remedy: putBack(id),
    });
  }
  const folder = recogniserFolder(options.modelsDirectory, id);
  const { model } = await readDescriptor(descriptorFile(folder), putBack(id));
  if (model.id !== id) {
    throw new ModelFileError(id, descriptorFile(folder), 'unfit', {
      remedy: `it describes ${model.id}; ${putBack(id)}`,
    });
  }
  if (model.kind === 'ensemble') return loadEnsemble(model, descriptorFile(folder), options);
  return loadedNet(await readOwnNet(model, folder, putBack(id)));
}

async function loadEnsemble(
  model: RecogniserEnsembleModel,
  file: string,
  options: LoadRecogniserOptions,
): Promise<LoadedRecogniser> {
  const members: { readonly net: LoadedNet; readonly weight: number }[] = [];
  for (const { id, digest, weight } of model.members) {
    const unfit = (why: string): ModelFileError =>
      new ModelFileError(model.id, file, 'unfit', { remedy: `${why}; fuse them anew with "bonafide models fuse"` });
    // An ensemble of ensembles would be one whose weights multiply: it is written as one.
    if (id === model.id) throw unfit('it is a member of itself');
    const member = await loadRecogniser(id, options);
    if (member.parts.kind !== 'net') throw unfit(`its member ${id} is an ensemble`);
    if (member.digest !== digest) throw unfit(`its member ${id} is another recogniser than it was made of`);
    members.push({ net: member.parts.net, weight });
  }
  const { operatingPoints } = model;
  return {
    id: model.id,
    version: model.version,
    digest: ensembleDigest(model.members),
    metric: 'euclidean',
    operatingPoint: operatingPoints === undefined ? null : { metric: 'euclidean', ...operatingPoints },
    parts: { kind: 'ensemble', members },
  };
}

/** Null: it was not calibrated. Throws `ModelFileError` where another recogniser was. */
async function calibratedPoint(
  { id, digest, metric }: LoadedRecogniser,
  modelsDirectory: string,
): Promise<OperatingPoint | null> {
  const file = operatingPointsFile(modelsDirectory, id);
  const context = { modelId: id, remedy: 'calibrate it anew, or remove the file' };
  const bytes = await readOptional(file, context);
  if (bytes === null) return null;
  const { recogniserDigest, threshold, reviewFrom, falseMatchRates } = parseJson(
    bytes,
    calibratedPointsSchema,
    file,
    context,
  );
  if (recogniserDigest !== digest) {
    const remedy = `it was calibrated for another net or preparation; ${context.remedy}`;
    throw new ModelFileError(id, file, 'unfit', { remedy });
  }
  return { metric, threshold, reviewFrom, falseMatchRates };
}

/** Ids of the recognisers of the operator's own that are installed. */
export async function ownRecogniserIds(modelsDirectory: string): Promise<string[]> {
  const folder = path.dirname(recogniserFolder(modelsDirectory, 'any'));
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && !isReserved(entry.name))
    .map(({ name }) => name)
    .sort();
}
