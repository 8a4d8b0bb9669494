import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { UsageError } from '#cli/files.js';
import { wholeNumber } from '#cli/whole-number.js';
import { packageRoot } from '#engine/models/package-root.js';
import { readDataList, writeDataList } from './data-list.js';
import { absentFiles, fetchData } from './fetch-data.js';
import { listData } from './list-data.js';
import { measure } from './measure.js';
import { publish } from './publish.js';

const listFile = path.join(packageRoot, 'docs', 'accuracy', 'data.csv');
const documentsFile = path.join(packageRoot, 'docs', 'accuracy', 'documents.json');
const defaultRoot = process.env['BONAFIDE_TEST_DATA'] ?? path.join(packageRoot, '..', 'shared');
const dataFolder = path.join(defaultRoot, 'data');

const defaultScratch = path.join(tmpdir(), 'bonafide-accuracy');

interface ReportCommand {
  readonly root: string;
  readonly scratch: string;
  readonly renderings: number;
  readonly jobs: number;
}

const out = (line: string): void => void process.stdout.write(`${line}\n`);
const progress = (line: string): void => void process.stderr.write(`accuracy: ${line}\n`);

const program = new Command('accuracy').description('the published error rates, and the open files that they rest on');

program
  .command('data')
  .description('download the files of docs/accuracy/data.csv from the public repositories that they come from')
  .option('--root <dir>', 'folder to put them into', dataFolder)
  .option('--origin <url>', 'where the repositories are served raw', 'https://raw.githubusercontent.com')
  .action(async ({ root, origin }: { root: string; origin: string }) => {
    const files = readDataList(await readFile(listFile, 'utf8'), listFile);
    const megabytes = Math.ceil(files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6);
    progress(`${files.length} files (${megabytes} MB) from ${origin} into ${root}, each checked against its SHA-256`);
    const { alreadyThere, fetched, gone } = await fetchData({
      files,
      root,
      origin: origin.replace(/\/$/, ''),
      onFile: ({ file }, done, total) => {
        if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${done} of ${total}: ${file}`);
      },
    });
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    for (const { file, why } of gone) out(`gone: ${file}: ${why}`);
    out(`${alreadyThere} were there, ${fetched} fetched, ${gone.length} gone`);
    if (gone.length > 0) process.exitCode = 1;
  });

program
  .command('list')
  .description('write docs/accuracy/data.csv and documents.json from a folder with index.json (for maintainers)')
  .option('--root <dir>', 'folder of the data', dataFolder)
  .action(async ({ root }: { root: string }) => {
    const files = await listData(root);
    await writeFile(listFile, writeDataList(files));
    await writeFile(documentsFile, await readFile(path.join(root, 'documents', 'truth.json')));
    out(`${files.length} files listed`);
  });

program
  .command('report')
  .description('measure everything anew and write docs/accuracy and the figures of the pages that show them')
  .option('--root <dir>', 'folder of the data', dataFolder)
  .option('--scratch <dir>', 'tables, reports and finished work; kept, so that a run goes on', defaultScratch)
  .option('--renderings <count>', 'documents that are drawn and read', wholeNumber, 300)
  .option('--jobs <count>', 'documents that are read at once', wholeNumber, 2)
  .action(async ({ root, scratch, ...options }: ReportCommand) => {
    const list = await readFile(listFile, 'utf8');
    const files = readDataList(list, listFile);
    const absent = await absentFiles(files, root);
    if (absent.length > 0) {
      throw new UsageError(
        `${absent.length} of ${files.length} files are missing or altered in ${root}, such as ${absent[0]!.file}: npm run accuracy:data fetches them`,
      );
    }
    const measured = {
      ...options,
      files,
      list,
      documentsFile,
      root: path.resolve(root),
      scratch: path.resolve(scratch),
    };
    const figures = await measure({ ...measured, onStep: progress });
    for (const file of await publish(figures, measured.scratch)) out(file);
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  progress(error.message);
  process.exitCode = 2;
}
