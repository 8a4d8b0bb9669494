import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CliContext } from '#cli/context.js';
import { renderFiles } from '#engine/evaluation/report/render-files.js';
import type { Report } from '#engine/evaluation/report/report.js';

/** Writes a report for its owner alone: names of files, and thumbnails, can tell who somebody is. */
export async function writeReport(folder: string, report: Report, { terminal }: CliContext): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const files = renderFiles(report);
  for (const { name, content } of files) {
    const file = path.join(folder, name);
    await writeFile(`${file}.partial`, content, { mode: 0o600 });
    await rename(`${file}.partial`, file);
  }
  terminal.note(`${files.map(({ name }) => name).join(', ')} written to ${folder}`);
}
