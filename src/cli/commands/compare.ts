import type { Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { decisionExitCodes, exitCodes } from '#cli/exit-codes.js';
import { readNamedFile } from '#cli/files.js';
import { failureJson, failureText, twoColumns } from '#cli/terminal.js';
import { compareFaces } from '#engine/compare-faces.js';

const verdicts = {
  match: 'MATCH: the two pictures show one person',
  'no-match': 'NO MATCH: the two pictures do not show one person',
  review: 'REVIEW: too alike to refuse, not alike enough to accept',
} as const;

export function registerCompare(program: Command, context: CliContext): void {
  program
    .command('compare')
    .description('compare the faces of two pictures')
    .argument('<a>', 'picture with one face')
    .argument('<b>', 'picture with one face')
    .option('--json', "print the engine's whole result as JSON")
    .action(async (fileA: string, fileB: string, options: { json?: true }) => {
      const { terminal } = context;
      const [a, b] = [await readNamedFile(fileA), await readNamedFile(fileB)];
      const compared = await context.withEngine((tasks) => {
        terminal.progress('comparing the faces …');
        return compareFaces({ a, b }, tasks);
      });
      if (!compared.ok) {
        const { failure, picture } = compared;
        const file = picture === 'a' ? fileA : fileB;
        if (options.json) terminal.out(failureJson(failure));
        else terminal.note(`${file}: ${failureText(failure)}`);
        context.exitWith(exitCodes.pictureRefused);
        return;
      }
      const result = compared.value;
      const { similarity, comparison } = result;
      const rows: (readonly [string, string])[] = [
        ['similarity', `${similarity.toFixed(3)} (match from 0.750)`],
        ['score', `${comparison.score.toFixed(3)} (threshold ${comparison.threshold.toFixed(3)})`],
      ];
      terminal.out(
        options.json ? JSON.stringify(result, null, 2) : [verdicts[result.decision], twoColumns(rows)].join('\n'),
      );
      context.exitWith(decisionExitCodes[result.decision]);
    });
}
