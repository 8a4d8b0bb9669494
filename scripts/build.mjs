// Compiles src/ to dist/, the pages in src/web to dist/web/, and the client to packages/client/dist/, from scratch, so that
// no output of a deleted source stays behind. `--unchecked`: without looking for errors in types, which CI does, in half the time.
import { spawnSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { buildPages } from './build-pages.mjs';

const unchecked = process.argv.includes('--unchecked') ? ['--noCheck'] : [];
for (const [project, output] of [
  ['tsconfig.build.json', 'dist'],
  ['packages/client', 'packages/client/dist'],
]) {
  rmSync(output, { recursive: true, force: true });
  const tsc = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', project, ...unchecked], {
    stdio: 'inherit',
  });
  if (tsc.status !== 0) process.exit(tsc.status ?? 1);
}
await buildPages();
chmodSync('dist/cli/main.js', 0o755);
