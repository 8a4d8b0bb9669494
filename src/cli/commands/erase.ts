import type { Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { exitCodes } from '#cli/exit-codes.js';
import { readNamedFile, UsageError } from '#cli/files.js';
import { readSubject, withSubjectOptions, type SubjectOptions } from '#cli/subject-options.js';
import { withAdministration } from '#main/administration.js';
import {
  readReceipt,
  receiptPublicKey,
  verifyReceipt,
  type ErasureReceipt,
  type ReceiptVerdict,
} from '#services/erase/receipt.js';

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
    .command('again')
    .description('after a restore: destroy again what receipts say was destroyed; prints new receipts')
    .argument('<files...>', 'receipts as they were printed')
    .action((files: string[]) =>
      withAdministration(async (administration) => {
        const receipts = await ownReceipts(files, receiptPublicKey(administration.keyedHash));
        const { eraseAgain } = await administration.openFiles();
        const results = await eraseAgain(receipts, { kind: 'operator', id: null });
        const made = results.flatMap(({ receipt }) => (receipt === null ? [] : [receipt]));
        for (const receipt of made) terminal.out(JSON.stringify(receipt, null, 2));
        terminal.note(`${made.length} of ${results.length} were stored again and are erased`);
        if (results.some(({ leftToSweep }) => leftToSweep > 0)) {
          terminal.note('the store failed for some files: their unreadable bytes go with a later sweep');
        }
      }),
    );

  erase
    .command('public-key')
    .description('print the key that receipts are checked with')
    .action(() => withAdministration(async ({ keyedHash }) => terminal.out(receiptPublicKey(keyedHash).trimEnd())));
}

/** All of them, or none is followed: what is no receipt of this installation must not destroy anything. */
async function ownReceipts(files: readonly string[], publicKey: string): Promise<ErasureReceipt[]> {
  const receipts: ErasureReceipt[] = [];
  for (const file of files) {
    const text = (await readNamedFile(file)).toString('utf8');
    const verdict = verifyReceipt(publicKey, text);
    if (verdict !== 'valid') throw new UsageError(`${file}: ${verdicts[verdict]}; nothing was erased`);
    receipts.push(readReceipt(text));
  }
  return receipts;
}

function verdictBy(publicKey: string, text: string, keyFile: string | undefined): ReceiptVerdict {
  try {
    return verifyReceipt(publicKey, text);
  } catch (error) {
    if (keyFile === undefined) throw error;
    throw new UsageError(`${keyFile} holds no public key in PEM`);
  }
}
