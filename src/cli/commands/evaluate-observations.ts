import path from 'node:path';
import type { Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { parseTable } from '#cli/csv.js';
import { readNamedFile, UsageError } from '#cli/files.js';
import { withBound } from '#engine/evaluation/report/number-words.js';
import { twoColumns } from '#cli/terminal.js';
import { sniffVideoFormat } from '#engine/video/video-format.js';
import {
  observationFigures,
  type ObservationEvaluation,
  type ObservationFigures,
  type ObservedPicture,
} from '#engine/evaluation/observations/observation-figures.js';

/** `bonafide evaluate observations`. */
export function registerEvaluateObservations(evaluate: Command, context: CliContext): void {
  evaluate
    .command('observations')
    .description('how often traces of manipulation are noticed on genuine selfies, and on others')
    .argument('<csv...>', 'tables with the columns file, live (1 or 0) and, if wanted, species')
    .requiredOption('--root <dir>', 'folder that the names of the files start from')
    .option('--json', 'print the figures and every value as JSON')
    .action(async (csvFiles: string[], { root, json }: { root: string; json?: true }) => {
      const { terminal } = context;
      const listed: Listed[] = [];
      for (const file of csvFiles) listed.push(...readList((await readNamedFile(file)).toString('utf8'), file));
      const pictures = await context.withEngine(async (tasks) => {
        const observed: ObservedPicture[] = [];
        for (const [index, { file, species }] of listed.entries()) {
          const bytes = await readNamedFile(path.join(root, file));
          terminal.progress(`${index + 1} of ${listed.length}: ${file}`);
          if (sniffVideoFormat(bytes) !== null) continue; // nothing is observed on videos
          const selfie = await tasks.analyseSelfie(bytes);
          observed.push({
            file,
            species,
            observations: selfie.ok ? selfie.value.face.observations : null,
            failure: selfie.ok ? null : selfie.failure.code,
          });
        }
        return observed;
      });
      const evaluation = observationFigures(pictures);
      terminal.out(json ? JSON.stringify({ ...evaluation, found: pictures }, null, 2) : report(evaluation));
    });
}

interface Listed {
  readonly file: string;
  readonly species: string | null;
}

function readList(text: string, csvFile: string): Listed[] {
  return parseTable(text, csvFile, ['file', 'live']).map(({ file, live, species }, index) => {
    const wrong = (why: string): UsageError => new UsageError(`${csvFile}: row ${index + 1}: ${why}`);
    if (!file) throw wrong('there is no file');
    if (live !== '0' && live !== '1') throw wrong(`live must be 1 or 0, not "${live ?? ''}"`);
    return { file, species: live === '1' ? null : species || 'attack' };
  });
}

const report = ({ pictures, unusable, observations }: ObservationEvaluation): string =>
  twoColumns(
    [
      ['pictures', String(pictures)],
      ['without one face to observe', String(unusable)],
      ...Object.entries(observations).flatMap(([name, figures]) => rows(name, figures)),
    ],
    '',
  );

function rows(name: string, { falseAlarms, notMeasured, noticed, values }: ObservationFigures): [string, string][] {
  const spread = values && [values.least, values.median, values.largest].map((value) => value.toFixed(2)).join(' / ');
  return [
    [`${name}: noticed on genuine pictures`, withBound(falseAlarms)],
    [`${name}: not measured on`, String(notMeasured)],
    ...(spread === null ? [] : [[`${name}: least / median / largest`, spread] as [string, string]]),
    ...Object.entries(noticed).map(([species, share]): [string, string] => [
      `${name}: noticed on ${species}`,
      `${share.count} of ${share.total}`,
    ]),
  ];
}
