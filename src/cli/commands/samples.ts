import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import { findPackageFolder } from '#engine/models/find-package-folder.js';
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

/** `bonafide samples <dir>`: specimen documents, selfies and their truth, written to a folder. */
export function registerSamples(program: Command): void {
  program
    .command('samples')
    .description('Write specimen documents of Utopia, matching and foreign selfies, and their truth to a folder.')
    .argument('<dir>', 'folder to write to; it is created, and files of the same name are replaced')
    .option('--json', 'print the names of the files as JSON')
    .action(async (directory: string, options: { json?: boolean }) => {
      const names = await writeSamples(directory, new Date(), (line) => process.stderr.write(line));
      process.stdout.write(
        options.json === true
          ? `${JSON.stringify({ directory, files: names })}\n`
          : `${names.length} files in ${directory}\n${names.map((name) => `  ${name}\n`).join('')}`,
      );
    });
}

/** Renders the samples into `directory` and gives the files' names; `report` gets a line per file while it waits. */
export async function writeSamples(
  directory: string,
  now: Date,
  report: (line: string) => void = () => undefined,
): Promise<string[]> {
  const faceApi = findPackageFolder('@vladmandic/face-api');
  if (faceApi === null) throw new Error('The npm package @vladmandic/face-api is not installed; run npm install.');
  const files = await renderSamples({
    photosDirectory: path.join(faceApi, 'demo'),
    ocrBFile: await findOcrB(fontFolders),
    now,
    onProgress: ({ name, done, total }) => {
      report(`[${done + 1}/${total}] ${name}\n`);
    },
  });
  await mkdir(directory, { recursive: true });
  for (const { name, bytes } of files) await writeFile(path.join(directory, name), bytes);
  return files.map(({ name }) => name);
}
