import { mkdir, open, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { exitCodes } from '#cli/exit-codes.js';
import { UsageError } from '#cli/files.js';
import { readSubject, withSubjectOptions, type SubjectOptions } from '#cli/subject-options.js';
import { withAdministration } from '#main/administration.js';
import type { ExportedFile, SubjectExport } from '#services/export/export-subject.js';

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
        const fileCount = await write(exported, options.out);
        const recordCount = Object.entries(exported.data)
          .filter(([name]) => name !== 'files')
          .reduce((sum, [, list]) => sum + (Array.isArray(list) ? list.length : 0), 0);
        context.terminal.out(`${options.out}: ${recordCount} records, ${fileCount} files`);
        if (recordCount + fileCount === 0) context.exitWith(exitCodes.negative);
      }),
    );
}

async function makeEmptyFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if ((await readdir(folder)).length === 0) return;
  } catch (error) {
    throw new UsageError(`cannot make ${folder}`, { cause: error });
  }
  throw new UsageError(`${folder} is not empty`);
}

async function write({ data, files }: SubjectExport, folder: string): Promise<number> {
  await writeFile(path.join(folder, 'export.json'), `${JSON.stringify(data, null, 2)}\n`, { mode: 0o600 });
  let count = 0;
  for await (const file of files()) {
    if (count === 0) await mkdir(path.join(folder, 'files'), { mode: 0o700 });
    await writeContent(path.join(folder, 'files', file.fileName), file);
    count++;
  }
  return count;
}

async function writeContent(file: string, { content }: ExportedFile): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    for await (const part of content) await handle.writeFile(part);
  } finally {
    await handle.close();
  }
}
