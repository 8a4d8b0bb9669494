import type { Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { UsageError } from '#cli/files.js';
import {
  masterKeyStatus,
  retireMasterKeys,
  rotateMasterKey,
  type MasterKeyStatus,
  type RotateOptions,
} from '#main/master-key-administration.js';

export function registerMasterKey(program: Command, context: CliContext): void {
  const { terminal } = context;
  const masterKey = program.command('master-key').description('the key that wraps every key of a record');

  masterKey
    .command('status')
    .description('list the master keys by id, and what each of them wraps')
    .option('--json', 'print it as JSON')
    .action(async (options: { json?: true }) => {
      const status = await masterKeyStatus();
      terminal.out(options.json ? JSON.stringify(status, null, 2) : statusText(status));
    });

  masterKey
    .command('rotate')
    .description('put a new master key in use, beside running servers')
    .option('--prepare', 'only write it into the key file, to take that to other machines first')
    .option('--rewrap', 'only wrap everything by the newest key that is there; also finishes what was interrupted')
    .option('--json', 'print the outcome as JSON')
    .action(async (options: { prepare?: true; rewrap?: true; json?: true }) => {
      const steps = stepsOf(options);
      const onProgress = (count: number): void => terminal.progress(`wrapping data keys anew: ${count} …`);
      const { id, rewrapped } = await rotateMasterKey({ steps, onProgress });
      if (options.json) terminal.out(JSON.stringify({ id, rewrapped }));
      else if (steps === 'prepare') {
        terminal.out(
          `master key ${id} stands in the file and wraps nothing yet; next: bonafide master-key rotate --rewrap`,
        );
      } else terminal.out(`master key ${id} is in use; ${rewrapped} data keys were wrapped anew`);
    });

  masterKey
    .command('retire')
    .description('remove the old master keys from the key file, once nothing is wrapped by them')
    .option('--json', 'print the outcome as JSON')
    .action(async (options: { json?: true }) => {
      const { source, ids, removed } = await retireMasterKeys();
      if (options.json) terminal.out(JSON.stringify({ ids, removed }));
      else if (ids.length === 0) terminal.out('there is no old master key');
      else if (removed) terminal.out(`removed from ${source}: ${ids.join(', ')}`);
      else terminal.out(`nothing is wrapped by ${ids.join(', ')} any more: take them out of ${source}`);
    });
}

function stepsOf({ prepare, rewrap }: { prepare?: true; rewrap?: true }): RotateOptions['steps'] {
  if (prepare && rewrap) throw new UsageError('give --prepare or --rewrap, not both');
  return prepare ? 'prepare' : rewrap ? 'rewrap' : 'whole';
}

function statusText({ source, keys }: MasterKeyStatus): string {
  const lines = keys.map(({ id, known, current, dataKeys }) => {
    const remarks = [...(current ? ['in use'] : []), ...(known ? [] : ['NOT AMONG THE KEYS GIVEN'])];
    return `  ${[id, `wraps ${dataKeys} data keys`, ...remarks].join(', ')}`;
  });
  return [`master keys from ${source}:`, ...lines].join('\n');
}
