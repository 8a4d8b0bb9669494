import type { Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { documentRows } from '#cli/document-rows.js';
import { exitCodes } from '#cli/exit-codes.js';
import { readNamedFile } from '#cli/files.js';
import { failureJson, failureText } from '#cli/terminal.js';

export function registerRead(program: Command, context: CliContext): void {
  program
    .command('read')
    .description('read an identity document')
    .argument('<document>', 'picture of the document')
    .option('--json', "print the engine's whole result as JSON")
    .action(async (file: string, options: { json?: true }) => {
      const { terminal } = context;
      const picture = await readNamedFile(file);
      const outcome = await context.withEngine((tasks) => {
        terminal.progress('reading the document …');
        return tasks.analyseDocument(picture, context.now());
      });
      if (!outcome.ok) {
        if (options.json) terminal.out(failureJson(outcome.failure));
        else terminal.note(failureText(outcome.failure));
        context.exitWith(exitCodes.pictureRefused);
        return;
      }
      const { document, portrait, timings } = outcome.value;
      if (options.json) {
        const portraitStatus =
          portrait.status === 'ok' ? { status: 'ok' } : { status: 'failed', reason: portrait.code };
        terminal.out(JSON.stringify({ document, portrait: portraitStatus, timings }, null, 2));
      } else {
        terminal.out(
          [...documentRows(document), `portrait: ${portrait.status === 'ok' ? 'found' : portrait.code}`].join('\n'),
        );
      }
    });
}
