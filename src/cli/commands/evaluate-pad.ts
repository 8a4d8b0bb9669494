import path from 'node:path';
import type { Command } from 'commander';
import { withBound } from '#cli/pair-report.js';
import type { CliContext } from '#cli/context.js';
import { parseTable } from '#cli/csv.js';
import { readNamedFile, UsageError } from '#cli/files.js';
import { twoColumns } from '#cli/terminal.js';
import { judgePresentation } from '#engine/evaluation/pad/judge-presentation.js';
import { padFigures, type NonResponses, type PadEvaluation } from '#engine/evaluation/pad/pad-figures.js';
import type { JudgedPresentation, LabelledPresentation } from '#engine/evaluation/pad/presentation.js';
import { livenessLimits } from '#engine/liveness/limits.js';
import { openVideoFrames } from '#main/open-video-frames.js';

/** `bonafide evaluate pad`. */
export function registerEvaluatePad(evaluate: Command, context: CliContext): void {
  evaluate
    .command('pad')
    .description('how often attacks pass for a person (APCER, by species), and people for an attack (BPCER)')
    .argument('<csv...>', 'tables with the columns file, live (1 or 0), species and, if wanted, subject')
    .requiredOption('--root <dir>', 'folder that the names of the files start from')
    .option('--json', 'print the figures and every score as JSON')
    .action(async (csvFiles: string[], { root, json }: { root: string; json?: true }) => {
      const { terminal } = context;
      const labelled: LabelledPresentation[] = [];
      for (const file of csvFiles) {
        labelled.push(...readPresentations((await readNamedFile(file)).toString('utf8'), file));
      }
      const videoFrames = openVideoFrames(1);
      try {
        const judged = await context.withEngine(async (tasks) => {
          const presentations: JudgedPresentation[] = [];
          for (const one of labelled) {
            const bytes = await readNamedFile(path.join(root, one.file));
            presentations.push(await judgePresentation(one, bytes, { tasks, videoFrames }));
            terminal.progress(`${presentations.length} of ${labelled.length}: ${one.file}`);
          }
          return presentations;
        });
        const evaluation = padFigures(judged, livenessLimits.threshold);
        terminal.out(json ? JSON.stringify({ ...evaluation, presentations: judged }, null, 2) : padReport(evaluation));
      } finally {
        await videoFrames.close();
      }
    });
}

function readPresentations(text: string, csvFile: string): LabelledPresentation[] {
  return parseTable(text, csvFile, ['file', 'live', 'species']).map(({ file, live, species, subject }, index) => {
    const wrong = (why: string): UsageError => new UsageError(`${csvFile}: row ${index + 1}: ${why}`);
    if (!file) throw wrong('there is no file');
    if (live !== '0' && live !== '1') throw wrong(`live must be 1 or 0, not "${live ?? ''}"`);
    if ((live === '0') !== Boolean(species)) throw wrong('an attack has a species, a bona fide presentation none');
    return { file, species: species || null, subject: subject || file };
  });
}

function padReport({ bonaFide, attacks, otherPeople, threshold }: PadEvaluation): string {
  const rows: [string, string][] = [
    ['threshold', String(threshold)],
    [`bona fide, ${bonaFide.people} people: refused (BPCER)`, withBound(bonaFide.bpcer)],
    ['bona fide: not assessed', nonResponses(bonaFide.presentations, bonaFide.nonResponses)],
    ...attacks.flatMap(({ species, presentations, apcer, nonResponses: silent }): [string, string][] => [
      [`attack ${species}: passed (APCER)`, withBound(apcer)],
      [`attack ${species}: not assessed`, nonResponses(presentations, silent)],
    ]),
  ];
  if (otherPeople !== null) {
    const { thresholds, bpcer, apcer, wantedBpcer } = otherPeople;
    rows.push(
      [`chosen on other people for ${wantedBpcer * 100} %`, thresholds.map((one) => one.toFixed(3)).join(' and ')],
      ['  bona fide refused there', withBound(bpcer)],
      ['  attacks of all species passed there', withBound(apcer)],
    );
  }
  return twoColumns(rows, '');
}

function nonResponses(total: number, counts: NonResponses): string {
  const sum = Object.values(counts).reduce((left, right) => left + right, 0);
  const reasons = Object.entries(counts).map(([reason, count]) => `${reason} ${count}`);
  return [`${sum} of ${total}`, ...reasons].join(', ');
}
