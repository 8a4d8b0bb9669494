import { randomUUID, webcrypto } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ModelCard } from '#domain/card.js';
import { convertModel, convertedFileCount } from '#engine/models/conversion/convert-model.js';
import { findPackageFolder } from '#engine/models/find-package-folder.js';
import { modelIds, readModelCard, type ModelId } from '#engine/models/model-cards.js';
import { ModelFileError } from '#engine/models/model-file-error.js';

/** A checked model, ready for `createSession`. */
export interface LoadedModel {
  readonly card: ModelCard;
  /** The ONNX model, in shared memory: sent to any number of worker threads it exists once. */
  readonly bytes: Uint8Array;
  /** Source files beyond the model itself (a recogniser's alphabet), by file name; in shared memory too. */
  readonly extraFiles: ReadonlyMap<string, Uint8Array>;
}

export interface ModelProgress {
  readonly id: ModelId;
  readonly step: 'check' | 'convert' | 'ready';
  /** Models that are ready, of how many. */
  readonly done: number;
  readonly total: number;
}

export interface LoadModelsOptions {
  /** Where converted models are kept. Need not exist; may be read-only, then models are converted at each start. */
  readonly modelsDirectory: string;
  /** Default: all. */
  readonly ids?: readonly ModelId[];
  readonly onProgress?: (progress: ModelProgress) => void;
  /** Folder of an installed package, or null; for tests. */
  readonly findPackage?: (packageName: string) => string | null;
}

/**
 * Checks every source file of the models against its card, converts what is not ONNX unless the kept conversion has the
 * pinned digest, and gives the models by id. Throws `ModelFileError`, naming the file, when one is missing or altered.
 */
export async function loadModels(options: LoadModelsOptions): Promise<ReadonlyMap<ModelId, LoadedModel>> {
  const ids = options.ids ?? modelIds;
  let done = 0;
  const report = (id: ModelId, step: ModelProgress['step']) =>
    options.onProgress?.({ id, step, done, total: ids.length });
  const load = async (id: ModelId): Promise<[ModelId, LoadedModel]> => {
    report(id, 'check');
    const card = await readModelCard(id);
    if (!('package' in card.source)) throw new Error(`model ${id} is part of no package`);
    const folder = (options.findPackage ?? findPackageFolder)(card.source.package);
    if (folder === null) throw new ModelFileError(id, `package ${card.source.package}`, 'missing');
    const model = await loadModel(card, {
      folder,
      modelsDirectory: options.modelsDirectory,
      onConvert: () => report(id, 'convert'),
    });
    done++;
    report(id, 'ready');
    return [id, model];
  };
  // All at once: reading and hashing tens of megabytes runs beside this thread.
  return new Map(await Promise.all(ids.map(load)));
}

export interface LoadModelOptions {
  /** Where the source files lie. */
  readonly folder: string;
  /** Where converted models are kept. */
  readonly modelsDirectory: string;
  /** What puts a file back; default: installing the packages. */
  readonly remedy?: string;
  readonly onConvert?: () => void;
}

/** One model from its source files. Throws `ModelFileError`, naming the file, when one is missing or altered. */
export async function loadModel(card: ModelCard, options: LoadModelOptions): Promise<LoadedModel> {
  const files = await readSourceFiles(card, options);
  const bytes = await onnxModel(card, files, options.modelsDirectory, options.onConvert ?? (() => undefined));
  const firstExtra = convertedFileCount(card.conversion);
  const extraFiles = new Map<string, Uint8Array>();
  for (const [i, { path: filePath }] of card.source.files.slice(firstExtra).entries()) {
    extraFiles.set(path.basename(filePath), toShared(files[firstExtra + i]!)); // one for each file of the card
  }
  return { card, bytes: toShared(bytes), extraFiles };
}

function readSourceFiles({ id, source }: ModelCard, { folder, remedy }: LoadModelOptions): Promise<Uint8Array[]> {
  const files: readonly { readonly path: string; readonly sha256: string }[] = source.files;
  const named = remedy === undefined ? {} : { remedy };
  return Promise.all(
    files.map(async (file) => {
      const filePath = path.join(folder, file.path);
      const bytes = await readModelFile(id, filePath, named);
      if ((await sha256(bytes)) !== file.sha256) throw new ModelFileError(id, filePath, 'altered', named);
      return bytes;
    }),
  );
}

async function readModelFile(id: string, filePath: string, named: { remedy?: string }): Promise<Uint8Array> {
  try {
    return await readFile(filePath);
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new ModelFileError(id, filePath, missing ? 'missing' : 'unreadable', { cause, ...named });
  }
}

async function onnxModel(
  card: ModelCard,
  files: readonly Uint8Array[],
  modelsDirectory: string,
  onConvert: () => void,
): Promise<Uint8Array> {
  if (card.conversion.kind === 'none') return convertModel(card, files); // the file itself, which was checked
  const keptPath = path.join(modelsDirectory, `${card.id}-${card.onnxSha256.slice(0, 16)}.onnx`);
  const kept = await readFile(keptPath).catch(() => null);
  if (kept !== null && (await sha256(kept)) === card.onnxSha256) return kept;
  onConvert();
  const converted = await checked(card, convertModel(card, files));
  await keep(keptPath, converted);
  return converted;
}

async function checked(card: ModelCard, onnx: Uint8Array): Promise<Uint8Array> {
  // The sources are what the card pins, so a difference here is a change of the converter without a new card.
  if ((await sha256(onnx)) !== card.onnxSha256)
    throw new Error(`model ${card.id}: the conversion does not give the pinned model`);
  return onnx;
}

/** A folder that cannot be written only costs time. */
async function keep(filePath: string, bytes: Uint8Array): Promise<void> {
  await writeWhole(filePath, bytes).catch(() => undefined);
}

/** Atomic, so that a second process never reads half a model. */
export async function writeWhole(filePath: string, bytes: Uint8Array): Promise<void> {
  const temporaryPath = `${filePath}.${randomUUID()}.tmp`;
  try {
    await mkdir(path.dirname(filePath), { recursive: true });
    await writeFile(temporaryPath, bytes);
    await rename(temporaryPath, filePath);
  } catch (error) {
    await rm(temporaryPath, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Digest of a file, in hex. */
export const sha256 = async (bytes: Uint8Array): Promise<string> =>
  Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex');

function toShared(bytes: Uint8Array): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}
