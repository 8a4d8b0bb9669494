import type { Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { withReportOptions, type ReportOptions } from '#cli/evaluation/report-options.js';
import { writeReport } from '#cli/evaluation/write-report.js';
import { padRows } from '#cli/pad-report.js';
import { judgePresentations, readPresentations, type PresentationColumns } from '#cli/presentations.js';
import { twoColumns } from '#cli/terminal.js';
import type { DeepfakeModel } from '#domain/deepfake-model.js';
import { installDeepfakeCommand, loadInstalledDeepfakeModel } from '#engine/deepfake/installed-deepfake-model.js';
import { padFigures } from '#engine/evaluation/pad/pad-figures.js';
import { deepfakeWords, judgedReport } from '#engine/evaluation/report/judged-report.js';
import { StartUpError } from '#main/start-up-error.js';

const columns: PresentationColumns = {
  label: { column: 'label', bonaFide: 'genuine', attack: 'fake' },
  species: 'kind',
  contradiction: 'a fake has a kind, a genuine picture none',
};

/** `bonafide evaluate deepfake`. */
export function registerEvaluateDeepfake(evaluate: Command, context: CliContext): void {
  withReportOptions(
    evaluate
      .command('deepfake')
      .description('how often fakes pass the installed net, by kind, and genuine pictures are refused')
      .argument('<csv...>', 'tables with the columns file, label (genuine or fake), kind and, if wanted, subject')
      .requiredOption('--root <dir>', 'folder that the names of the files start from'),
  ).action(async (csvFiles: string[], options: ReportOptions & { root: string }) => {
    const { labelled, digest } = await readPresentations(csvFiles, columns);
    const model = await installedModel(context.modelsDirectory());
    const judged = await judgePresentations(labelled, { ...options, signal: 'deepfake', report: options, context });
    const { presentations } = judged;
    const evaluation = padFigures(presentations, model.threshold);
    const net = { id: model.id, version: model.version };
    if (options.out !== undefined) {
      const report = judgedReport({
        words: deepfakeWords,
        evaluation,
        presentations,
        judges: { [`${model.id} ${model.version}`]: `sha256 ${model.sha256}` },
        data: { files: judged.digest, labels: digest },
        madeAt: new Date(context.now()).toISOString(),
      });
      await writeReport(options.out, report, context);
    }
    context.terminal.out(
      options.json
        ? JSON.stringify({ net, ...evaluation, presentations }, null, 2)
        : twoColumns([['net', `${net.id} ${net.version}`], ...padRows(evaluation, deepfakeWords)], ''),
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
