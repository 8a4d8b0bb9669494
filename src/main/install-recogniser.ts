import { stat } from 'node:fs/promises';
import path from 'node:path';
import { createHttpOut } from '#adapters/http-out/create-http-out.js';
import type { RecogniserModel, RecogniserNetModel } from '#domain/recogniser-model.js';
import { ModelFileError } from '#engine/models/model-file-error.js';
import { sha256, writeWhole } from '#engine/models/model-store.js';
import { isReserved } from '#engine/recognisers/load-recogniser.js';
import { cardOf, readDescriptor, readOwnNet } from '#engine/recognisers/own-recogniser.js';
import { proveRecogniser } from '#engine/recognisers/prove-recogniser.js';
import { descriptorFile, recogniserFolder } from '#engine/recognisers/recogniser-files.js';
import type { Config } from '#main/config.js';
import { downloadModel } from '#main/download-model.js';
import { StartUpError } from '#main/start-up-error.js';

/** The largest recognisers that are published have 250 MB. */
const mostBytes = 1024 ** 3;
const nothingInstalled = 'nothing was installed';

export interface InstallRecogniserOptions {
  readonly config: Pick<Config, 'modelsDirectory' | 'allowedHosts'>;
  /** The descriptor, or the folder in which it is called `recogniser.json`; the net lies beside it. */
  readonly from: string;
  /** Where the net is downloaded from in place of that; null: nothing is downloaded. */
  readonly url: { readonly href: string; readonly sha256: string } | null;
  /** Called before a file is read or downloaded. */
  readonly onFile?: (file: string, from: string) => void;
}

/**
 * Puts a face recogniser of the operator's own into the models directory. Written only when the net is the one that the
 * descriptor pins, loads, and answers as it says. Throws `ModelFileError` or `StartUpError`.
 */
export async function installRecogniser(
  options: InstallRecogniserOptions,
): Promise<{ readonly folder: string; readonly model: RecogniserModel }> {
  const { config, from, url, onFile } = options;
  const isFolder = (await stat(from).catch(() => null))?.isDirectory() === true;
  const file = isFolder ? descriptorFile(from) : from;
  const { model, descriptor } = await readDescriptor(file, nothingInstalled);
  if (isReserved(model.id)) {
    throw new ModelFileError(model.id, file, 'unfit', { remedy: `that id is taken; ${nothingInstalled}` });
  }
  if (model.kind === 'ensemble') {
    throw new ModelFileError(model.id, file, 'unfit', {
      remedy: `an ensemble is made here, of what is installed, with "bonafide models fuse"; ${nothingInstalled}`,
    });
  }
  onFile?.(model.file, url?.href ?? path.dirname(file));
  const bytes =
    url === null
      ? (await readOwnNet(model, path.dirname(file), nothingInstalled)).bytes
      : await downloadPinned(url, model, config);
  const problem = await proveRecogniser({ card: cardOf(model), bytes });
  if (problem !== null) {
    throw new ModelFileError(model.id, url?.href ?? path.join(path.dirname(file), model.file), 'unfit', {
      remedy: `${problem}; ${nothingInstalled}`,
    });
  }
  const folder = recogniserFolder(config.modelsDirectory, model.id);
  await keep(folder, [
    // The net first: a descriptor without its net would read as spoilt.
    [path.join(folder, model.file), bytes],
    [descriptorFile(folder), descriptor],
  ]);
  return { folder, model };
}

async function downloadPinned(
  url: NonNullable<InstallRecogniserOptions['url']>,
  { id, sha256: pinned }: RecogniserNetModel,
  { allowedHosts }: InstallRecogniserOptions['config'],
): Promise<Uint8Array> {
  if (url.sha256 !== pinned) throw new StartUpError(`the descriptor of ${id} pins another file than --sha256 says`);
  const bytes = await downloadModel(url.href, mostBytes, createHttpOut({ allowed: allowedHosts }));
  if ((await sha256(bytes)) !== pinned) {
    throw new ModelFileError(id, url.href, 'altered', { remedy: nothingInstalled });
  }
  return bytes;
}

/** Writes the files of a recogniser, in their order. Throws `StartUpError`. */
export async function keep(folder: string, files: readonly (readonly [string, Uint8Array])[]): Promise<void> {
  try {
    for (const [file, bytes] of files) await writeWhole(file, bytes);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new StartUpError(`${folder} cannot be written: ${code}`, { cause: error });
  }
}
