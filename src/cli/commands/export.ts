import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { exitCodes } from '#cli/exit-codes.js';
import { UsageError } from '#cli/files.js';
import { unfinishedPrefix, writeExport } from '#cli/write-export.js';
import { readSubject, withSubjectOptions, type SubjectOptions } from '#cli/subject-options.js';
import { withAdministration } from '#main/administration.js';

export function registerExport(program: Command, context: CliContext): void {
  withSubjectOptions(program.command('export'))
    .description('write everything stored about a person or a check into a folder, opened: it holds personal data')
    .requiredOption('--out <folder>', 'a new or empty folder')
    .action((options: SubjectOptions & { out: string }) =>
      withAdministration(async (administration) => {
        const { owner, subject } = await readSubject(administration, options);
        await makeEmptyFolder(options.out);
        const { exportSubject } = await administration.openFiles();
        const exported = await exportSubject(owner, subject, { kind: 'operator', id: null });
        const fileCount = await writeExport(exported, options.out);
        const recordCount = Object.entries(exported.data)
          .filter(([name]) => name !== 'files')
          .reduce((sum, [, list]) => sum + (Array.isArray(list) ? list.length : 0), 0);
        context.terminal.out(`${options.out}: ${recordCount} records, ${fileCount} files`);
        if (recordCount + fileCount === 0) context.exitWith(exitCodes.negative);
      }),
    );
}

/** What an export that was killed has left there does not count, and goes. */
async function makeEmptyFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const names = await readdir(folder);
    if (names.every((name) => name.startsWith(unfinishedPrefix))) {
      for (const name of names) await rm(path.join(folder, name), { recursive: true });
      return;
    }
  } catch (error) {
    throw new UsageError(`cannot make ${folder}`, { cause: error });
  }
  throw new UsageError(`${folder} is not empty`);
}
