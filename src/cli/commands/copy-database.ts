import type { Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { UsageError } from '#cli/files.js';
import { twoColumns } from '#cli/terminal.js';
import { copyConfiguredDatabase, type TargetSource } from '#main/copy-database.js';

export function registerCopyDatabase(program: Command, context: CliContext): void {
  const { terminal } = context;
  program
    .command('copy-database')
    .description(
      'copy the SQLite database of the data directory into an empty PostgreSQL database; no server may run on it',
    )
    .requiredOption('--to <source>', 'where the URL of PostgreSQL stands: env:<variable> or file:<path>')
    .option('--json', 'print the tables as JSON')
    .action(async (options: { to: string; json?: true }) => {
      const target = targetOf(options.to);
      const onTable = (name: string): void => terminal.progress(`copying ${name} …`);
      const { from, to, tables } = await copyConfiguredDatabase({ target, onTable });
      if (options.json) {
        terminal.out(JSON.stringify({ from, to, tables }, null, 2));
        return;
      }
      const rows = tables.map(
        ({ name, rows: count, digest }) => [name, `${count} rows, sha256 sum ${digest.slice(0, 16)}`] as const,
      );
      terminal.out(
        `copied from ${from} to ${to}; both hold the same:\n${twoColumns(rows)}\n` +
          'Start the servers with this DATABASE_URL and the same master key. The directory is as it was.',
      );
    });
}

function targetOf(text: string): TargetSource {
  const [kind, value] = [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)];
  if (kind === 'env' && value !== '') return { variable: value };
  if (kind === 'file' && value !== '') return { file: value };
  // Not quoted: it may be a URL with a password, which is already in a history and should not be in a log as well.
  throw new UsageError('--to takes env:<variable> or file:<path>; a URL does not belong on a command line');
}
