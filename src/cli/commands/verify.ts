import type { Command } from 'commander';
import { adviceFor } from '#domain/quality-advice.js';
import { decisionReasons, type Verification } from '#domain/verification.js';
import type { CliContext } from '#cli/context.js';
import { documentRows } from '#cli/document-rows.js';
import { decisionExitCodes, exitCodes } from '#cli/exit-codes.js';
import { readNamedFile } from '#cli/files.js';
import { failureJson, failureText, twoColumns } from '#cli/terminal.js';
import { verify } from '#engine/verify.js';

export function registerVerify(program: Command, context: CliContext): void {
  program
    .command('verify')
    .description('say whether the portrait on a document and a selfie show one person')
    .argument('<document>', 'picture of the document')
    .argument('<selfie>', 'picture of the person')
    .option('--json', "print the engine's whole result as JSON")
    .action(async (documentFile: string, selfieFile: string, options: { json?: true }) => {
      const { terminal } = context;
      const document = await readNamedFile(documentFile);
      const selfie = await readNamedFile(selfieFile);
      const outcome = await context.withEngine((tasks) => {
        terminal.progress('reading the document and the selfie …');
        return verify({ document, selfie, nowEpochMs: context.now() }, tasks);
      });
      if (!outcome.ok) {
        if (options.json) terminal.out(failureJson(outcome.failure));
        else terminal.note(failureText(outcome.failure));
        context.exitWith(exitCodes.pictureRefused);
        return;
      }
      terminal.out(options.json ? JSON.stringify(outcome.value, null, 2) : readable(outcome.value));
      context.exitWith(decisionExitCodes[outcome.value.decision]);
    });
}

const verdicts = {
  match: 'MATCH: the document and the selfie show one person',
  'no-match': 'NO MATCH: the document and the selfie do not show one person',
  review: 'REVIEW: a person has to look at this case',
} as const;

function readable(result: Verification): string {
  const { similarity, comparison, document, face } = result;
  const why = result.reasons.map((reason) => `  - ${decisionReasons[reason]} (${reason})`);
  const advice = adviceFor(face.quality);
  const rows: (readonly [string, string])[] = [
    ['similarity', `${similarity.toFixed(3)} (match from 0.750)`],
    ['score', `${comparison.score.toFixed(3)} (threshold ${comparison.threshold.toFixed(3)})`],
    ['liveness', face.liveness.status],
    ['deepfake', face.deepfake.status],
    ['quality', advice.length === 0 ? 'fine' : `look at ${advice.flatMap(({ components }) => components).join(', ')}`],
    ...advice.map(({ text }): readonly [string, string] => ['', text]),
  ];
  return [verdicts[result.decision], ...why, twoColumns(rows), '', ...documentRows(document)].join('\n');
}
