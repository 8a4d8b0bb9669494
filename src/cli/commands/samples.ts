import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { findPackageFolder } from '#engine/models/find-package-folder.js';
import { generateSet } from '#specimens/generate/generate-set.js';
import { findOcrB } from '#specimens/sample-set/find-ocr-b.js';
import { renderSamples } from '#specimens/sample-set/render-samples.js';

/** Where systems keep their fonts. */
const fontFolders = [
  '/usr/share/fonts',
  '/usr/local/share/fonts',
  path.join(homedir(), '.local/share/fonts'),
  path.join(homedir(), '.fonts'),
  '/Library/Fonts',
  path.join(homedir(), 'Library/Fonts'),
  'C:\\Windows\\Fonts',
];

interface SamplesOptions {
  readonly json?: boolean;
  readonly generate?: number;
  readonly seed: number;
}

/** `bonafide samples <dir>`: specimen documents, selfies and their truth, written to a folder. */
export function registerSamples(program: Command): void {
  program
    .command('samples')
    .description('Write specimen documents of Utopia, matching and foreign selfies, and their truth to a folder.')
    .argument('<dir>', 'folder to write to; it is created, and files of the same name are replaced')
    .option('--generate <count>', 'instead of the sample set, this many pictures of random documents', wholeNumber)
    .option('--seed <number>', 'decides what --generate draws', wholeNumber, 1)
    .option('--json', 'print the names of the files as JSON')
    .action(async (directory: string, options: SamplesOptions) => {
      const request = { directory, now: new Date(), report: (line: string) => process.stderr.write(line) };
      const names =
        options.generate === undefined
          ? await writeSamples(request)
          : await writeGeneratedSet({
              ...request,
              count: options.generate,
              seed: options.seed,
            });
      process.stdout.write(
        options.json === true
          ? `${JSON.stringify({ directory, files: names })}\n`
          : `${names.length} files in ${directory}\n${names.map((name) => `  ${name}\n`).join('')}`,
      );
    });
}

interface WriteRequest {
  readonly directory: string;
  /** Dates the documents. */
  readonly now: Date;
  /** Gets a line per file, for those who wait. */
  readonly report?: (line: string) => void;
}

/** Renders the sample set, or only the files named, into a folder and gives the files' names. */
export async function writeSamples(request: WriteRequest & { readonly only?: readonly string[] }): Promise<string[]> {
  const { directory, now, report, only } = request;
  const files = await renderSamples({
    photosDirectory: samplePhotosDirectory(),
    ocrBFile: await findOcrB(fontFolders),
    now,
    ...(only === undefined ? {} : { only }),
    onProgress: ({ name, done, total }) => report?.(`[${done + 1}/${total}] ${name}\n`),
  });
  await mkdir(directory, { recursive: true });
  for (const { name, bytes } of files) await writeFile(path.join(directory, name), bytes);
  return files.map(({ name }) => name);
}

async function writeGeneratedSet(
  request: WriteRequest & { readonly count: number; readonly seed: number },
): Promise<string[]> {
  const { directory, now, count, seed, report } = request;
  await mkdir(directory, { recursive: true });
  const names: string[] = [];
  const options = { count, seed, now, photosDirectory: samplePhotosDirectory(), ocrBFile: await findOcrB(fontFolders) };
  for await (const { name, bytes } of generateSet(options)) {
    await writeFile(path.join(directory, name), bytes);
    names.push(name);
    report?.(`[${names.length}/${count + 1}] ${name}\n`);
  }
  return names;
}

function samplePhotosDirectory(): string {
  const faceApi = findPackageFolder('@vladmandic/face-api');
  if (faceApi === null) throw new Error('The npm package @vladmandic/face-api is not installed; run npm install.');
  return path.join(faceApi, 'demo');
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError(`${text} is not a whole number.`);
  return Number(text);
}
