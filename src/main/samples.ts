import { access, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Pictures to try the server with; absolute file names. */
export interface SampleFiles {
  /** A specimen document. */
  readonly document: string;
  /** A selfie of its owner, and one of somebody else. */
  readonly selfie: string;
  readonly impostor: string;
}

/** Makes the sample pictures of the given names. */
export type RenderSampleFiles = (
  names: readonly string[],
) => Promise<readonly { readonly name: string; readonly bytes: Uint8Array }[]>;

const names = { document: 'passport-photo.jpg', selfie: 'selfie-owner.jpg', impostor: 'selfie-impostor.jpg' } as const;

/** The samples in `directory`, rendered there where one is missing. */
export async function ensureSamples(directory: string, render: RenderSampleFiles): Promise<SampleFiles> {
  const files: SampleFiles = {
    document: path.join(directory, names.document),
    selfie: path.join(directory, names.selfie),
    impostor: path.join(directory, names.impostor),
  };
  if (await allExist(Object.values(files))) return files;
  await mkdir(directory, { recursive: true });
  for (const { name, bytes } of await render(Object.values(names))) await writeFile(path.join(directory, name), bytes);
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
