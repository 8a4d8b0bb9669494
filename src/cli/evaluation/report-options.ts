import type { Command } from 'commander';

/** What every command of `evaluate` takes that writes a report. */
export interface ReportOptions {
  readonly json?: true;
  readonly out?: string;
  readonly cache?: string;
}

export const withReportOptions = (command: Command): Command =>
  command
    .option('--json', 'print all figures as JSON')
    .option('--out <dir>', 'write report.json, report.html and the scores to this folder')
    .option(
      '--cache <dir>',
      'keep what was made of each picture here, to go on after an interruption; default: cache in --out',
    );
