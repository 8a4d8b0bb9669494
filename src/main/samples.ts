import { access, copyFile, mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Pictures to try the server with; absolute file names. */
export interface SampleFiles {
  /** A specimen document. */
  readonly document: string;
  /** A selfie of its owner, and one of somebody else. */
  readonly selfie: string;
  readonly impostor: string;
  /** The machine readable zone of the document alone: every net runs on it, and it is read in a second. */
  readonly warmUpDocument: string;
}

/** Makes the sample pictures of the given names. */
export type RenderSampleFiles = (
  names: readonly string[],
) => Promise<readonly { readonly name: string; readonly bytes: Uint8Array }[]>;

export const sampleNames = {
  document: 'passport-photo.jpg',
  selfie: 'selfie-owner.jpg',
  impostor: 'selfie-impostor.jpg',
  warmUpDocument: 'warm-up-document.jpg',
} as const satisfies Record<keyof SampleFiles, string>;

export const samplesDirectory = ({ dataDirectory }: { readonly dataDirectory: string }): string =>
  path.join(dataDirectory, 'samples');

/** Where `bonafide models prepare` leaves samples, so that no first start has to draw them. */
export const preparedSamplesDirectory = (modelsDirectory: string): string => path.join(modelsDirectory, 'samples');

/** Renders every sample into `directory`, each file whole or not at all. */
export async function prepareSamples(directory: string, render: RenderSampleFiles): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const { name, bytes } of await render(Object.values(sampleNames))) {
    const beside = path.join(directory, `.${name}.${process.pid}`);
    await writeFile(beside, bytes);
    await rename(beside, path.join(directory, name));
  }
}

/** The samples in `directory`: where one is missing, all are copied from `prepared`, or rendered where it lacks one. */
export async function ensureSamples(
  directory: string,
  { prepared, render }: { readonly prepared: string; readonly render: RenderSampleFiles },
): Promise<SampleFiles> {
  const files = samplesIn(directory);
  if (await allExist(Object.values(files))) return files;
  const source = samplesIn(prepared);
  if (!(await allExist(Object.values(source)))) {
    await prepareSamples(directory, render);
    return files;
  }
  await mkdir(directory, { recursive: true });
  for (const name of Object.values(sampleNames)) await copyFile(path.join(prepared, name), path.join(directory, name));
  return files;
}

function samplesIn(directory: string): SampleFiles {
  const inDirectory = (name: string): string => path.join(directory, name);
  return {
    document: inDirectory(sampleNames.document),
    selfie: inDirectory(sampleNames.selfie),
    impostor: inDirectory(sampleNames.impostor),
    warmUpDocument: inDirectory(sampleNames.warmUpDocument),
  };
}

async function allExist(files: readonly string[]): Promise<boolean> {
  try {
    await Promise.all(files.map((file) => access(file)));
    return true;
  } catch {
    return false;
  }
}
