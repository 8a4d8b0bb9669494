// Tools that are no part of the package (bench/, accuracy/): set up, compile the folder, run its main.ts on the build.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root, setUp } from './set-up.mjs';

/** Compiles `folder` into dist/ and runs it with `args`; ends this process with its status. */
export async function runTool(folder, args) {
  await setUp();
  const { buildSync } = await import('esbuild'); // set-up installs it
  buildSync({
    entryPoints: readdirSync(path.join(root, folder), { recursive: true })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => path.join(root, folder, name)),
    outdir: path.join(root, 'dist', folder),
    outbase: path.join(root, folder),
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  const main = path.join(root, 'dist', folder, 'main.js');
  const { status } = spawnSync(process.execPath, [main, ...args], { cwd: root, stdio: 'inherit' });
  process.exit(status ?? 1);
}
