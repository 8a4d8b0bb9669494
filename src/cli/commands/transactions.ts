import type { Command } from 'commander';
import { modes } from '#domain/access.js';
import type { CliContext } from '#cli/context.js';
import { exitCodes } from '#cli/exit-codes.js';
import { withAdministration, type Administration } from '#main/administration.js';

export function registerTransactions(program: Command, context: CliContext): void {
  const transactions = program.command('transactions').description('what the server remembers of its verifications');

  transactions
    .command('show')
    .description('print one verification, opened: it holds personal data')
    .argument('<id>', 'transactionId')
    .action((id: string) =>
      withAdministration(async (administration) => {
        const record = await findAnywhere(administration, id);
        if (record === null) {
          context.terminal.note(`there is no transaction ${id}`);
          context.exitWith(exitCodes.negative);
          return;
        }
        const { createdAtEpochMs, ...rest } = record;
        context.terminal.out(JSON.stringify({ ...rest, createdAt: new Date(createdAtEpochMs).toISOString() }, null, 2));
      }),
    );
}

/** The operator may see every application's records. */
async function findAnywhere({ records }: Administration, id: string) {
  for (const application of await records.applications.list()) {
    for (const mode of modes) {
      const record = await records.verifications.find({ applicationId: application.id, mode }, id);
      if (record !== null) return record;
    }
  }
  return null;
}
