import type { Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { padRows } from '#cli/pad-report.js';
import { judgePresentations, readPresentations, type PresentationColumns } from '#cli/presentations.js';
import { twoColumns } from '#cli/terminal.js';
import { padFigures } from '#engine/evaluation/pad/pad-figures.js';
import { livenessLimits } from '#engine/liveness/limits.js';

const columns: PresentationColumns = {
  label: { column: 'live', bonaFide: '1', attack: '0' },
  species: 'species',
  contradiction: 'an attack has a species, a bona fide presentation none',
};

/** `bonafide evaluate pad`. */
export function registerEvaluatePad(evaluate: Command, context: CliContext): void {
  evaluate
    .command('pad')
    .description('how often attacks pass for a person (APCER, by species), and people for an attack (BPCER)')
    .argument('<csv...>', 'tables with the columns file, live (1 or 0), species and, if wanted, subject')
    .requiredOption('--root <dir>', 'folder that the names of the files start from')
    .option('--json', 'print the figures and every score as JSON')
    .action(async (csvFiles: string[], { root, json }: { root: string; json?: true }) => {
      const labelled = await readPresentations(csvFiles, columns);
      const judged = await judgePresentations(labelled, { root, signal: 'liveness', context });
      const evaluation = padFigures(judged, livenessLimits.threshold);
      context.terminal.out(
        json
          ? JSON.stringify({ ...evaluation, presentations: judged }, null, 2)
          : twoColumns(padRows(evaluation, { bonaFide: 'bona fide', attack: 'attack' }), ''),
      );
    });
}
