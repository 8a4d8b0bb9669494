import type { Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { readNamedFile, UsageError } from '#cli/files.js';
import { twoColumns } from '#cli/terminal.js';
import { createEngineParts } from '#engine/create-engine-tasks.js';
import { cueFigures, type CueEvaluation, type CueFigures } from '#engine/evaluation/cues/cue-figures.js';
import { judgePicture } from '#engine/evaluation/cues/judge-picture.js';
import { documentTruthSchema } from '#engine/evaluation/documents/document-truth.js';
import { loadModels } from '#engine/models/model-store.js';

/** `bonafide evaluate cues`. */
export function registerEvaluateCues(evaluate: Command, context: CliContext): void {
  evaluate
    .command('cues')
    .description('how often screens and copies are noticed, and true documents suspected')
    .argument('<truth.json>', 'labels: file, documents, attack')
    .requiredOption('--root <dir>', 'folder that the names of the pictures start from')
    .option('--json', 'print the figures and the verdicts as JSON')
    .action(async (truthFile: string, options: { root: string; json?: true }) => {
      const { terminal } = context;
      const truths = readTruth((await readNamedFile(truthFile)).toString('utf8'), truthFile);
      terminal.progress('loading the models …');
      const models = await loadModels({ modelsDirectory: context.modelsDirectory() });
      const { documentReader: reader } = await createEngineParts({ models });
      const now = new Date(context.now());
      const pictures = [];
      for (const truth of truths) {
        pictures.push(await judgePicture(truth, { root: options.root, reader, now }));
        terminal.progress(`${pictures.length} of ${truths.length}: ${truth.file}`);
      }
      const evaluation = cueFigures(pictures);
      terminal.out(
        options.json ? JSON.stringify({ ...evaluation, verdicts: pictures }, null, 2) : cueReport(evaluation),
      );
    });
}

function readTruth(text: string, truthFile: string) {
  try {
    return documentTruthSchema.parse(JSON.parse(text));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${truthFile}: not the format of docs/command-line.md: ${message}`);
  }
}

function cueReport({ pictures, withoutDocument, cues }: CueEvaluation): string {
  return twoColumns(
    [
      ['pictures', String(pictures)],
      ['no document found', String(withoutDocument)],
      ...Object.entries(cues).flatMap(([name, figures]) => cueRows(name, figures)),
    ],
    '',
  );
}

function cueRows(name: string, { falseAlarms, notAssessed, detected }: CueFigures): [string, string][] {
  const percent = (rate: number | null): string => (rate === null ? '–' : `${(rate * 100).toFixed(1)} %`);
  const alarms = `${falseAlarms.count} of ${falseAlarms.total}, at most ${percent(falseAlarms.upper95)}`;
  return [
    [`${name}: true documents suspected`, alarms],
    [`${name}: true documents not assessed`, `${notAssessed} of ${falseAlarms.total}`],
    ...Object.entries(detected).map(([attack, { count, total, lower95 }]): [string, string] => [
      `${name}: ${attack} noticed`,
      `${count} of ${total}, at least ${percent(lower95)}`,
    ]),
  ];
}
