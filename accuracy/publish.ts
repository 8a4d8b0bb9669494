import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { packageRoot } from '#engine/models/package-root.js';
import { fillBlocks } from './blocks.js';
import type { AccuracyFigures } from './figures.js';
import { reportFolders } from './measure.js';

/** Pages that show figures. */
export const pagesWithFigures = ['README.md', 'docs/accuracy/README.md'] as const;

/** Writes what was measured into the repository, formatted like everything else in it; gives the names of the files. */
export async function publish(figures: AccuracyFigures, scratch: string): Promise<string[]> {
  const written: string[] = [];
  const write = async (name: string, text: string): Promise<void> => {
    const file = path.join(packageRoot, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, name.endsWith('.svg') ? text : await formatted(name, text));
    written.push(name);
  };
  await write('docs/accuracy/figures.json', JSON.stringify(figures));
  for (const folder of reportFolders) {
    const target = path.join('docs', 'accuracy', folder);
    await rm(path.join(packageRoot, target), { recursive: true, force: true });
    for (const name of (await readdir(path.join(scratch, folder))).sort()) {
      if (!/\.(md|svg)$/.test(name)) continue;
      const text = await readFile(path.join(scratch, folder, name), 'utf8');
      await write(path.join(target, name === 'report.md' ? 'README.md' : name), text);
    }
  }
  for (const page of pagesWithFigures) {
    await write(page, fillBlocks(await readFile(path.join(packageRoot, page), 'utf8'), figures));
  }
  return written;
}

/** As the formatter of the repository leaves it. */
export const formatted = async (name: string, text: string): Promise<string> => {
  const filepath = path.join(packageRoot, name);
  return format(text, { ...(await resolveConfig(filepath)), filepath });
};
