import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { wholeNumber } from '#cli/whole-number.js';
import { renderRealSamples, specimenSources } from '#main/render-real-samples.js';
import { generateSet } from '#specimens/generate/generate-set.js';

interface SamplesOptions {
  readonly json?: true;
  readonly generate?: number;
  readonly seed: number;
}

export function registerSamples(program: Command, context: CliContext): void {
  const { terminal } = context;
  program
    .command('samples')
    .description('render specimen documents of Utopia, matching and foreign selfies, and their truth')
    .argument('<dir>', 'folder to write to; it is made, and files of the same name are replaced')
    .option('--generate <count>', 'instead of the sample set, this many pictures of random documents', wholeNumber)
    .option('--seed <number>', 'decides what --generate draws', wholeNumber, 1)
    .option('--json', 'print the names of the files as JSON')
    .action(async (directory: string, options: SamplesOptions) => {
      await mkdir(directory, { recursive: true });
      const names =
        options.generate === undefined
          ? await writeSampleSet(directory, context)
          : await writeGeneratedSet(directory, { count: options.generate, seed: options.seed }, context);
      terminal.out(
        options.json
          ? JSON.stringify({ directory, files: names })
          : [`${names.length} files in ${directory}`, ...names.map((name) => `  ${name}`)].join('\n'),
      );
    });
}

async function writeSampleSet(directory: string, { terminal }: CliContext): Promise<string[]> {
  const files = await renderRealSamples({
    onProgress: ({ name, done, total }) => terminal.progress(`rendering ${name} (${done + 1} of ${total}) …`),
  });
  for (const { name, bytes } of files) await writeFile(path.join(directory, name), bytes);
  return files.map(({ name }) => name);
}

async function writeGeneratedSet(
  directory: string,
  { count, seed }: { readonly count: number; readonly seed: number },
  context: CliContext,
): Promise<string[]> {
  const names: string[] = [];
  const files = generateSet({ count, seed, now: new Date(context.now()), ...(await specimenSources()) });
  for await (const { name, bytes } of files) {
    await writeFile(path.join(directory, name), bytes);
    names.push(name);
    context.terminal.progress(`rendered ${name} (${names.length} of ${count + 1})`);
  }
  return names;
}
