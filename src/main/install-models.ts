import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createHttpOut } from '#adapters/http-out/create-http-out.js';
import type { DownloadSource, ModelCard } from '#domain/card.js';
import { convertModel } from '#engine/models/conversion/convert-model.js';
import { bundleFolder } from '#engine/models/installed-models.js';
import { modelBundles, readModelCard, type ModelBundle } from '#engine/models/model-cards.js';
import { sha256, writeWhole } from '#engine/models/model-store.js';
import type { Config } from '#main/config.js';
import { StartUpError } from '#main/start-up-error.js';
import { refusalDescriptions, type HttpOut } from '#ports/http-out.js';

/** A machine without a network is told so soon; a slow line gets a minute for 2 MB. */
const connectTimeoutMs = 10_000;
const fileTimeoutMs = 60_000;

export interface InstallModelsOptions {
  readonly bundle: ModelBundle;
  readonly config: Pick<Config, 'modelsDirectory' | 'allowedHosts'>;
  /** A folder that holds the files already; null: they are downloaded. */
  readonly from: string | null;
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
    convertModel(
      card,
      files.map(({ bytes }) => bytes),
    );
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
  { from, mirror, onFile }: InstallModelsOptions,
  httpOut: HttpOut,
): Promise<{ readonly file: string; readonly bytes: Uint8Array }[]> {
  if (!('baseUrl' in source)) throw new Error(`model ${id} is part of a package`);
  const baseUrl = mirror ?? source.baseUrl;
  const files = [];
  for (const pinned of source.files) {
    const place = from === null ? new URL(pinned.path, withSlash(baseUrl)).href : path.join(from, pinned.path);
    onFile?.(pinned.path, place);
    const bytes = from === null ? await download(place, pinned, httpOut) : await readOwn(place);
    if ((await sha256(bytes)) !== pinned.sha256) {
      throw new StartUpError(`${place} is not the file that the card of ${id} pins (its SHA-256 differs)`);
    }
    files.push({ file: pinned.path, bytes });
  }
  return files;
}

async function readOwn(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new StartUpError(`${file} cannot be read: ${codeOf(error)}`, { cause: error });
  }
}

async function download(
  url: string,
  { sizeBytes }: DownloadSource['files'][number],
  httpOut: HttpOut,
): Promise<Uint8Array> {
  const result = await httpOut.request({
    method: 'GET',
    // From a card of this package, or the operator's own mirror.
    url,
    purpose: 'model-download',
    headers: {},
    connectTimeoutMs,
    timeoutMs: fileTimeoutMs,
    maxBodyBytes: sizeBytes,
    overflow: 'fail',
  });
  if (result.kind === 'refused') throw new StartUpError(`${url} is not called: ${refusalDescriptions[result.reason]}`);
  if (result.kind === 'failed') throw new StartUpError(`${url} cannot be downloaded: ${result.reason}`);
  if (result.status !== 200) throw new StartUpError(`${url} cannot be downloaded: it answers ${result.status}`);
  return result.body;
}

const withSlash = (url: string): string => (url.endsWith('/') ? url : `${url}/`);

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);
