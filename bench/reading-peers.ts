import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What a Node developer finds in npm for this job, pinned. Not among our own packages: they bring 378 more. */
const packages = ['mrz-detection@0.4.1', 'tesseract.js@7.0.0', '@tesseract.js-data/eng@1.0.0'] as const;

/** Modules beside this one that read with a peer, by the peer's name. */
export const readingPeers: Readonly<Record<string, string>> = {
  'mrz-detection': './reads-mrz-detection.js',
  'tesseract.js': './reads-tesseract.js',
};

/** Installs the peers into `folder`, without running scripts of theirs. Throws what npm said when that fails. */
export async function installReadingPeers(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{"private":true}\n');
  const { status, stderr } = spawnSync(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', ...packages],
    { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' },
  );
  if (status !== 0) throw new Error(`the peers could not be installed: ${stderr.slice(-600)}`);
}
