import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { ModelFileError } from '#engine/models/model-file-error.js';

/** Where the descriptor of an own recogniser lies, its net, and what was calibrated of any recogniser. */
export const recogniserFolder = (modelsDirectory: string, id: string): string =>
  path.join(modelsDirectory, 'recognisers', id);
export const descriptorFile = (folder: string): string => path.join(folder, 'recogniser.json');
export const operatingPointsFile = (modelsDirectory: string, id: string): string =>
  path.join(recogniserFolder(modelsDirectory, id), 'operating-points.json');
export const choiceFile = (modelsDirectory: string): string => path.join(modelsDirectory, 'recogniser-in-use.json');

/** What a message ends with: how the file comes back. */
export interface FileContext {
  readonly modelId: string;
  readonly remedy: string;
}

/** Throws `ModelFileError`, naming the file, where it cannot be read. */
export async function readRequired(file: string, { modelId, remedy }: FileContext): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new ModelFileError(modelId, file, isMissing(cause) ? 'missing' : 'unreadable', { cause, remedy });
  }
}

/** A file that may not be there: null. Throws `ModelFileError` where it is there and cannot be read. */
export async function readOptional(file: string, context: FileContext): Promise<Uint8Array | null> {
  try {
    return await readFile(file);
  } catch (cause) {
    if (isMissing(cause)) return null;
    throw new ModelFileError(context.modelId, file, 'unreadable', { cause, remedy: context.remedy });
  }
}

/** The JSON of a file by its schema. Throws `ModelFileError` that says what does not fit. */
export function parseJson<T>(
  bytes: Uint8Array,
  schema: z.ZodType<T>,
  file: string,
  { modelId, remedy }: FileContext,
): T {
  const unreadable = (why: string, cause: unknown): ModelFileError =>
    new ModelFileError(modelId, file, 'unreadable', { cause, remedy: `${why}; ${remedy}` });
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (cause) {
    throw unreadable('it is no JSON', cause);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path: place, message }) => `${place.join('.') || 'it'}: ${message}`);
  throw unreadable(problems.join('; '), parsed.error);
}

export const toShared = (bytes: Uint8Array): Uint8Array => {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
};

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
