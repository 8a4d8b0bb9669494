import type { Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { padRows } from '#cli/pad-report.js';
import { judgePresentations, readPresentations, type PresentationColumns } from '#cli/presentations.js';
import { twoColumns } from '#cli/terminal.js';
import type { DeepfakeModel } from '#domain/deepfake-model.js';
import { installDeepfakeCommand, loadInstalledDeepfakeModel } from '#engine/deepfake/installed-deepfake-model.js';
import { padFigures } from '#engine/evaluation/pad/pad-figures.js';
import { StartUpError } from '#main/start-up-error.js';

const columns: PresentationColumns = {
  label: { column: 'label', bonaFide: 'genuine', attack: 'fake' },
  species: 'kind',
  contradiction: 'a fake has a kind, a genuine picture none',
};

/** `bonafide evaluate deepfake`. */
export function registerEvaluateDeepfake(evaluate: Command, context: CliContext): void {
  evaluate
    .command('deepfake')
    .description('how often fakes pass the installed net, by kind, and genuine pictures are refused')
    .argument('<csv...>', 'tables with the columns file, label (genuine or fake), kind and, if wanted, subject')
    .requiredOption('--root <dir>', 'folder that the names of the files start from')
    .option('--json', 'print the figures and every score as JSON')
    .action(async (csvFiles: string[], { root, json }: { root: string; json?: true }) => {
      const labelled = await readPresentations(csvFiles, columns);
      const model = await installedModel(context.modelsDirectory());
      const judged = await judgePresentations(labelled, { root, signal: 'deepfake', context });
      const evaluation = padFigures(judged, model.threshold);
      const net = { id: model.id, version: model.version };
      const rows = padRows(evaluation, { bonaFide: 'genuine', attack: 'fake' });
      context.terminal.out(
        json
          ? JSON.stringify({ net, ...evaluation, presentations: judged }, null, 2)
          : twoColumns([['net', `${net.id} ${net.version}`], ...rows], ''),
      );
    });
}

/** Throws `StartUpError` where there is none to measure: figures of nothing would look like figures. */
async function installedModel(modelsDirectory: string): Promise<DeepfakeModel> {
  const installed = await loadInstalledDeepfakeModel(modelsDirectory);
  switch (installed.status) {
    case 'installed':
      return installed.model;
    case 'unusable':
      throw new StartUpError(installed.problem);
    case 'not-installed':
      throw new StartUpError(
        `no net against deepfakes is installed, and none ships: there is nothing to measure; install yours with "${installDeepfakeCommand}"`,
      );
  }
}
