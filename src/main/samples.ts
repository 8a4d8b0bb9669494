import { access, mkdir, writeFile } from 'node:fs/promises';
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

/** The samples in `directory`, rendered there where one is missing. */
export async function ensureSamples(directory: string, render: RenderSampleFiles): Promise<SampleFiles> {
  const inDirectory = (name: string): string => path.join(directory, name);
  const files: SampleFiles = {
    document: inDirectory(sampleNames.document),
    selfie: inDirectory(sampleNames.selfie),
    impostor: inDirectory(sampleNames.impostor),
    warmUpDocument: inDirectory(sampleNames.warmUpDocument),
  };
  if (await allExist(Object.values(files))) return files;
  await mkdir(directory, { recursive: true });
  for (const { name, bytes } of await render(Object.values(sampleNames))) await writeFile(inDirectory(name), bytes);
  return files;
}

async function allExist(files: readonly string[]): Promise<boolean> {
  try {
    await Promise.all(files.map((file) => access(file)));
    return true;
  } catch {
    return false;
  }
}
