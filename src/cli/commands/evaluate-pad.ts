import type { Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { withReportOptions, type ReportOptions } from '#cli/evaluation/report-options.js';
import { writeReport } from '#cli/evaluation/write-report.js';
import { padRows } from '#cli/pad-report.js';
import { judgePresentations, readPresentations, type PresentationColumns } from '#cli/presentations.js';
import { twoColumns } from '#cli/terminal.js';
import { padFigures } from '#engine/evaluation/pad/pad-figures.js';
import { judgedReport, padWords } from '#engine/evaluation/report/judged-report.js';
import { livenessLimits } from '#engine/liveness/limits.js';
import { loadInstalledModels } from '#engine/models/installed-models.js';

const columns: PresentationColumns = {
  label: { column: 'live', bonaFide: '1', attack: '0' },
  species: 'species',
  contradiction: 'an attack has a species, a bona fide presentation none',
};

/** `bonafide evaluate pad`. */
export function registerEvaluatePad(evaluate: Command, context: CliContext): void {
  withReportOptions(
    evaluate
      .command('pad')
      .description('how often attacks pass for a person (APCER, by species), and people for an attack (BPCER)')
      .argument('<csv...>', 'tables with the columns file, live (1 or 0), species and, if wanted, subject')
      .requiredOption('--root <dir>', 'folder that the names of the files start from'),
  ).action(async (csvFiles: string[], options: ReportOptions & { root: string }) => {
    const { labelled, digest } = await readPresentations(csvFiles, columns);
    const judged = await judgePresentations(labelled, { ...options, signal: 'liveness', report: options, context });
    const { presentations } = judged;
    const evaluation = padFigures(presentations, livenessLimits.threshold);
    if (options.out !== undefined) {
      const report = judgedReport({
        words: padWords,
        evaluation,
        presentations,
        judges: await judgesOf(context.modelsDirectory()),
        data: { files: judged.digest, labels: digest },
        madeAt: new Date(context.now()).toISOString(),
      });
      await writeReport(options.out, report, context);
    }
    context.terminal.out(
      options.json
        ? JSON.stringify({ ...evaluation, presentations }, null, 2)
        : twoColumns(padRows(evaluation, padWords), ''),
    );
  });
}

/** The nets against attacks that are installed, and their digests. */
async function judgesOf(modelsDirectory: string): Promise<Record<string, string>> {
  const installed = await loadInstalledModels('minifasnet', modelsDirectory);
  if (installed.status !== 'installed') return { 'nets against attacks': 'none is installed' };
  return Object.fromEntries(
    installed.models.map(({ card }) => [`${card.id} ${card.version}`, `sha256 ${card.onnxSha256}`]),
  );
}
