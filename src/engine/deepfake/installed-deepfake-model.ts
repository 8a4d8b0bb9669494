import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { deepfakeModelSchema, type DeepfakeModel } from '#domain/deepfake-model.js';
import { proveDeepfakeNet } from '#engine/deepfake/prove-deepfake-net.js';
import { ModelFileError } from '#engine/models/model-file-error.js';
import { sha256 } from '#engine/models/model-store.js';

/** The net against deepfakes that an operator may have installed. Plain data: it goes to worker threads. */
export type InstalledDeepfakeModel =
  | { readonly status: 'not-installed' }
  /** It was installed, and does not do now what it did then; `problem` names the file. It is not used. */
  | { readonly status: 'unusable'; readonly problem: string }
  | { readonly status: 'installed'; readonly model: DeepfakeModel; readonly bytes: Uint8Array };

export const descriptorFileName = 'deepfake.json';
export const installDeepfakeCommand = 'bonafide models install deepfake --from <folder>';
const putBack = `put it back with "${installDeepfakeCommand}"`;
/** In messages; the descriptor's own name may not be known yet. */
const modelName = 'deepfake';

/** Where it lies. That the folder is there says that it was installed. */
export const deepfakeFolder = (modelsDirectory: string): string => path.join(modelsDirectory, 'deepfake');

/**
 * Reads the installed net, checks it against the digest in its descriptor and runs it once. Never throws for what lies in the
 * folder: a server runs without an optional net, and says so. The bytes lie in shared memory.
 */
export async function loadInstalledDeepfakeModel(modelsDirectory: string): Promise<InstalledDeepfakeModel> {
  const folder = deepfakeFolder(modelsDirectory);
  const exists = await stat(folder).then(
    () => true,
    () => false,
  );
  if (!exists) return { status: 'not-installed' };
  try {
    const { model, bytes } = await readDeepfakeModel(path.join(folder, descriptorFileName), putBack);
    const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
    shared.set(bytes);
    return { status: 'installed', model, bytes: shared };
  } catch (error) {
    if (error instanceof ModelFileError) return { status: 'unusable', problem: error.message };
    throw error;
  }
}

/**
 * A descriptor and the net beside it. Throws `ModelFileError`, naming the file, for anything that cannot be used.
 * @param remedy what the operator can do then
 */
export async function readDeepfakeModel(
  descriptorFile: string,
  remedy: string,
): Promise<{ readonly model: DeepfakeModel; readonly bytes: Uint8Array; readonly descriptor: Uint8Array }> {
  const descriptor = await read(descriptorFile, remedy);
  const model = parse(descriptor, descriptorFile, remedy);
  const onnxFile = path.join(path.dirname(descriptorFile), model.file);
  const bytes = await read(onnxFile, remedy);
  if ((await sha256(bytes)) !== model.sha256) throw new ModelFileError(modelName, onnxFile, 'altered', { remedy });
  const problem = await proveDeepfakeNet(model, bytes);
  if (problem !== null) throw new ModelFileError(modelName, onnxFile, 'unfit', { remedy: `${problem}; ${remedy}` });
  return { model, bytes, descriptor };
}

async function read(file: string, remedy: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new ModelFileError(modelName, file, missing ? 'missing' : 'unreadable', { cause, remedy });
  }
}

function parse(bytes: Uint8Array, file: string, remedy: string): DeepfakeModel {
  const unreadable = (why: string, cause: unknown): ModelFileError =>
    new ModelFileError(modelName, file, 'unreadable', { cause, remedy: `${why}; ${remedy}` });
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (cause) {
    throw unreadable('it is no JSON', cause);
  }
  const parsed = deepfakeModelSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path: place, message }) => `${place.join('.') || 'it'}: ${message}`);
  throw unreadable(problems.join('; '), parsed.error);
}
