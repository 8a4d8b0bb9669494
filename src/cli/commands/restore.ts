import type { Command } from 'commander';
import { exitOfDamagedBackup } from '#cli/commands/damaged-backup.js';
import type { CliContext } from '#cli/context.js';
import { restoreConfigured, type Restored } from '#main/restore.js';

export function registerRestore(program: Command, context: CliContext): void {
  const { terminal } = context;
  program
    .command('restore')
    .description('put a backup into the configured database and store, which must be empty')
    .argument('<folder>', 'the backup')
    .option('--keep-files', 'the store may hold files of this installation: those that are the same stay')
    .option('--json', 'print what was put back as JSON')
    .action((folder: string, options: { keepFiles?: true; json?: true }) =>
      exitOfDamagedBackup(context, async () => {
        const restored = await restoreConfigured(folder, {
          keepFiles: options.keepFiles === true,
          onProgress: (text) => terminal.progress(text),
        });
        terminal.out(options.json ? JSON.stringify(restored, null, 2) : textOf(restored));
      }),
    );
}

function textOf({ to, manifest, auditEntries, filesWritten, pendingDeliveries }: Restored): string {
  const { id, takenAt, files } = manifest;
  const kept = files.count - filesWritten;
  return [
    `backup ${id} of ${takenAt} is in ${to}: ${files.count} files${kept === 0 ? '' : ` (${kept} of them were there)`}; ` +
      `the audit logs are whole (${auditEntries} entries).`,
    'What happened since then is not in it. Before you start a server:',
    '  erase again whom you erased since:  bonafide erase again <receipts…>',
    '  revoke the keys and disable the users again that you revoked or disabled since',
    `Webhooks: ${pendingDeliveries} messages were not sent yet then. Servers send them as they start, under the ids that they`,
    'had; a receiver that got one since knows it by its webhook-id.',
  ].join('\n');
}
