import type { Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { exitCodes } from '#cli/exit-codes.js';
import { readNamedFile, UsageError } from '#cli/files.js';
import { readSubject, withSubjectOptions, type SubjectOptions } from '#cli/subject-options.js';
import { withAdministration } from '#main/administration.js';
import { receiptPublicKey, verifyReceipt, type ReceiptVerdict } from '#services/erase/receipt.js';

const verdicts = {
  valid: 'valid: signed by this key, and not altered since',
  altered: 'NOT VALID: it was altered after it was signed',
  'other-key': 'NOT VALID: signed by another key',
  'not-a-receipt': 'NOT VALID: this is no receipt of an erasure',
} as const satisfies Record<ReceiptVerdict, string>;

export function registerErase(program: Command, context: CliContext): void {
  const { terminal } = context;
  const erase = withSubjectOptions(program.command('erase'))
    .description('destroy everything stored about a person or a check; prints a signed receipt')
    .action((options: SubjectOptions) =>
      withAdministration(async (administration) => {
        const { owner, subject } = await readSubject(administration, options);
        const { erase } = await administration.openFiles();
        const { receipt, leftToSweep } = await erase(owner, subject, { kind: 'operator', id: null });
        terminal.out(JSON.stringify(receipt, null, 2));
        if (leftToSweep > 0)
          terminal.note('the store failed for some files: their unreadable bytes go with a later sweep');
        if (Object.values(receipt.counts).some((count) => count > 0)) return;
        terminal.note('nothing was stored about it');
        context.exitWith(exitCodes.negative);
      }),
    );

  erase
    .command('verify-receipt')
    .description('check that a receipt is of this installation and was not altered')
    .argument('<file>', 'the receipt as it was printed')
    .option('--public-key <file>', 'PEM of the installation that signed (default: this one)')
    .action(async (file: string, options: { publicKey?: string }) => {
      const text = (await readNamedFile(file)).toString('utf8');
      const publicKey =
        options.publicKey === undefined
          ? await withAdministration(async ({ keyedHash }) => receiptPublicKey(keyedHash))
          : (await readNamedFile(options.publicKey)).toString('utf8');
      const verdict = verdictBy(publicKey, text, options.publicKey);
      terminal.out(verdicts[verdict]);
      if (verdict !== 'valid') context.exitWith(exitCodes.negative);
    });

  erase
    .command('public-key')
    .description('print the key that receipts are checked with')
    .action(() => withAdministration(async ({ keyedHash }) => terminal.out(receiptPublicKey(keyedHash).trimEnd())));
}

function verdictBy(publicKey: string, text: string, keyFile: string | undefined): ReceiptVerdict {
  try {
    return verifyReceipt(publicKey, text);
  } catch (error) {
    if (keyFile === undefined) throw error;
    throw new UsageError(`${keyFile} holds no public key in PEM`);
  }
}
