import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Option, type Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { isoDate } from '#cli/iso-date.js';
import { wholeNumber } from '#cli/whole-number.js';
import { generateSweep } from '#specimens/generate/generate-sweep.js';
import type { SampleFile } from '#specimens/sample-set/render-samples.js';
import type { Terminal } from '#cli/terminal.js';
import { renderRealSamples, specimenSources } from '#main/render-real-samples.js';
import { specimenFamilies, type SpecimenFamilyName } from '#specimens/generate/family.js';
import { renderSandboxPictures } from '#specimens/sandbox/sandbox-pictures.js';
import { generateSet } from '#specimens/generate/generate-set.js';

interface SamplesOptions {
  readonly json?: true;
  readonly generate?: number;
  readonly sweep?: true;
  readonly attacks?: true;
  readonly sandbox?: true;
  readonly seed: number;
  readonly family: SpecimenFamilyName;
  readonly now?: Date;
}

export function registerSamples(program: Command, context: CliContext): void {
  const { terminal } = context;
  program
    .command('samples')
    .description('render specimen documents of Utopia, matching and foreign selfies, and their truth')
    .argument('<dir>', 'folder to write to; it is made, and files of the same name are replaced')
    .option('--generate <count>', 'instead of the sample set, this many pictures of random documents', wholeNumber)
    .option('--sweep', 'instead, machine readable zones that are blurred, cut off, burnt out and small in steps')
    .option('--attacks', 'with --generate: one document each, in every other picture an attack')
    .option('--sandbox', 'instead, one picture for each outcome that a test key can ask for')
    .option('--seed <number>', 'decides what --generate draws', wholeNumber, 1)
    .addOption(
      new Option('--family <name>', 'layouts, fonts and distortions that --generate draws from')
        .choices(Object.keys(specimenFamilies))
        .default('tuning'),
    )
    .option('--now <date>', 'dates the documents, YYYY-MM-DD; default: today', isoDate)
    .option('--json', 'print the names of the files as JSON')
    .action(async (directory: string, options: SamplesOptions) => {
      await mkdir(directory, { recursive: true });
      const now = options.now ?? new Date(context.now());
      const names = await writeFiles(directory, await drawnFiles({ ...options, now }), terminal);
      terminal.out(
        options.json
          ? JSON.stringify({ directory, files: names })
          : [`${names.length} files in ${directory}`, ...names.map((name) => `  ${name}`)].join('\n'),
      );
    });
}

/** The files that the options ask for. */
async function drawnFiles(options: SamplesOptions & { now: Date }): Promise<AsyncIterable<SampleFile> | SampleFile[]> {
  const { generate: count, sweep, now } = options;
  if (options.sandbox === true) return renderSandboxPictures();
  if (count === undefined && sweep === undefined) return renderRealSamples({ now });
  const order = { ...options, ...(await specimenSources()) };
  return count === undefined ? generateSweep(order) : generateSet({ ...order, count });
}

async function writeFiles(
  directory: string,
  files: AsyncIterable<SampleFile> | SampleFile[],
  terminal: Terminal,
): Promise<string[]> {
  const names: string[] = [];
  for await (const { name, bytes } of files) {
    await writeFile(path.join(directory, name), bytes);
    names.push(name);
    terminal.progress(`rendered ${name} (${names.length})`);
  }
  return names;
}
