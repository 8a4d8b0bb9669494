import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { createHttpOut } from '#adapters/http-out/create-http-out.js';
import type { ModelCard } from '#domain/card.js';
import { convertModel } from '#engine/models/conversion/convert-model.js';
import { bundleFolder } from '#engine/models/installed-models.js';
import { modelBundles, readModelCard, type ModelBundle } from '#engine/models/model-cards.js';
import { sha256, writeWhole } from '#engine/models/model-store.js';
import { proveModel } from '#engine/models/prove-model.js';
import type { Config } from '#main/config.js';
import { downloadModel } from '#main/download-model.js';
import { StartUpError } from '#main/start-up-error.js';
import type { HttpOut } from '#ports/http-out.js';

export interface InstallModelsOptions {
  readonly bundle: ModelBundle;
  readonly config: Pick<Config, 'modelsDirectory' | 'allowedHosts'>;
  /** A folder that holds the files already, or the one file of a bundle of one; null: they are downloaded. */
  readonly from: string | null;
  /** Where the one file of a bundle of one is downloaded from, in place of the address in its card. */
  readonly url?: { readonly href: string; readonly sha256: string } | null;
  /** Where they are downloaded from in place of the address in their cards; null: from there. */
  readonly mirror: string | null;
  /** Called before a file is read or downloaded. */
  readonly onFile?: (file: string, from: string) => void;
}

/**
 * Puts the files of a bundle into the models directory, each checked against the digest that its card pins. They are
 * written only when all of them are there, right, and can be converted. Gives the folder. Throws `StartUpError`.
 */
export async function installModels(options: InstallModelsOptions): Promise<string> {
  const { bundle, config } = options;
  const httpOut = createHttpOut({ allowed: config.allowedHosts });
  const fetched: { readonly file: string; readonly bytes: Uint8Array }[] = [];
  for (const id of modelBundles[bundle]) {
    const card = await readModelCard(id);
    const files = await fetchFiles(card, options, httpOut);
    const onnx = convertModel(
      card,
      files.map(({ bytes }) => bytes),
    );
    const problem = await proveModel(card, onnx);
    if (problem !== null) throw new StartUpError(`${id} does not do what its card says: ${problem}`);
    fetched.push(...files);
  }
  const folder = bundleFolder(config.modelsDirectory, bundle);
  try {
    for (const { file, bytes } of fetched) await writeWhole(path.join(folder, file), bytes);
  } catch (error) {
    throw new StartUpError(`${folder} cannot be written: ${codeOf(error)}`, { cause: error });
  }
  return folder;
}

async function fetchFiles(
  { id, source }: ModelCard,
  { bundle, from, mirror, url = null, onFile }: InstallModelsOptions,
  httpOut: HttpOut,
): Promise<{ readonly file: string; readonly bytes: Uint8Array }[]> {
  if (!('baseUrl' in source)) throw new Error(`model ${id} is part of a package`);
  if (url !== null && (modelBundles[bundle].length > 1 || source.files.length > 1)) {
    throw new StartUpError(`${bundle} is more than one file: name the folder that holds them with --mirror`);
  }
  if (url !== null && url.sha256 !== source.files[0]?.sha256) {
    throw new StartUpError(`the card of ${id} pins another file than --sha256 says`);
  }
  const baseUrl = mirror ?? source.baseUrl;
  const files = [];
  for (const pinned of source.files) {
    const place =
      from === null ? (url?.href ?? new URL(pinned.path, withSlash(baseUrl)).href) : await ownFile(from, pinned.path);
    onFile?.(pinned.path, place);
    const bytes = from === null ? await downloadModel(place, pinned.sizeBytes, httpOut) : await readOwn(place);
    if ((await sha256(bytes)) !== pinned.sha256) {
      throw new StartUpError(`${place} is not the file that the card of ${id} pins (its SHA-256 differs)`);
    }
    files.push({ file: pinned.path, bytes });
  }
  return files;
}

/** `from` may be the file itself. */
const ownFile = async (from: string, name: string): Promise<string> =>
  (await stat(from).catch(() => null))?.isFile() === true ? from : path.join(from, name);

async function readOwn(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new StartUpError(`${file} cannot be read: ${codeOf(error)}`, { cause: error });
  }
}

const withSlash = (url: string): string => (url.endsWith('/') ? url : `${url}/`);

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);
