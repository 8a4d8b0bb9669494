import type { CliContext } from '#cli/context.js';
import { exitCodes } from '#cli/exit-codes.js';
import { BackupNotWholeError } from '#main/restore.js';

/** Runs `work`; a backup that is not the one that was written is an answer, with exit code 1, and no fault of the machine. */
export async function exitOfDamagedBackup(context: CliContext, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof BackupNotWholeError)) throw error;
    context.terminal.note(error.message);
    context.exitWith(exitCodes.negative);
  }
}
