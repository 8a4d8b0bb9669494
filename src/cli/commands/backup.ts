import type { Command } from 'commander';
import { exitOfDamagedBackup } from '#cli/commands/damaged-backup.js';
import type { CliContext } from '#cli/context.js';
import { exitCodes } from '#cli/exit-codes.js';
import { UsageError } from '#cli/files.js';
import { backUpConfigured, type BackupMade } from '#main/backup.js';
import { verifyBackup } from '#main/restore.js';

const keyWarning = [
  'THE MASTER KEY IS NOT IN IT. Without the key nothing of this backup can ever be opened again.',
  'Keep a copy of the key, and keep it apart from the backup: together they open everything.',
].join('\n');

export function registerBackup(program: Command, context: CliContext): void {
  const { terminal } = context;
  const onProgress = (text: string): void => terminal.progress(text);
  const backup = program
    .command('backup')
    .description('write database and files into a new folder, beside running servers; the master key is no part of it')
    .option('--out <folder>', 'a folder that is not there yet')
    .option('--json', 'print what was written as JSON')
    .action(async (options: { out?: string; json?: true }) => {
      if (options.out === undefined) throw new UsageError('give --out <folder>');
      const made = await backUpConfigured(options.out, onProgress);
      terminal.out(options.json ? JSON.stringify(made, null, 2) : textOf(made));
      for (const each of made.unfinished) {
        terminal.note(`${each} is of a backup that was killed, or that is running: remove it in the first case`);
      }
      terminal.note(keyWarning);
      // The backup is whole; what it was taken of is not, and whoever runs this at night should hear of it.
      if (made.manifest.files.missing > 0) context.exitWith(exitCodes.negative);
    });

  backup
    .command('verify')
    .description('read every part of a backup anew and compare it with what was written; changes nothing')
    .argument('<folder>', 'the backup')
    .option('--without-key', 'leave out what needs the master key: whether it opens the backup and made the manifest')
    .option('--json', 'print the manifest as JSON')
    .action((folder: string, _options: unknown, command: Command) =>
      exitOfDamagedBackup(context, async () => {
        // `backup` knows --json as well, and takes it wherever it stands.
        const { json, withoutKey } = command.optsWithGlobals<{ json?: true; withoutKey?: true }>();
        const manifest = await verifyBackup(folder, { key: withoutKey !== true, onProgress });
        const { id, takenAt, files } = manifest;
        const key = withoutKey === true ? 'the master key was not tried' : 'the configured master key opens it';
        terminal.out(
          json ? JSON.stringify(manifest, null, 2) : `whole: backup ${id} of ${takenAt}, ${files.count} files; ${key}`,
        );
      }),
    );
}

function textOf({ from, folder, manifest }: BackupMade): string {
  const { files, tables, masterKeys, takenAt, migration } = manifest;
  const rows = Object.values(tables).reduce((sum, count) => sum + count, 0);
  const ids = [...new Set([masterKeys.current, ...Object.keys(masterKeys.dataKeys)])].join(', ');
  const lines = [
    `${from} as of ${takenAt} is in ${folder}: ${rows} rows (${migration}), ${files.count} files of ${files.sizeBytes} bytes.`,
    `It opens with master key ${ids}.`,
  ];
  if (files.deletedMeanwhile > 0) lines.push(`${files.deletedMeanwhile} files were deleted while it was written.`);
  if (files.missing > 0)
    lines.push(`WARNING: ${files.missing} files that the database knows are missing in its store.`);
  return lines.join('\n');
}
