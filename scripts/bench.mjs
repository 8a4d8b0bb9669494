// `npm run bench [-- --json]`: set up, compile bench/, run it on the built server.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { readdirSync } from 'node:fs';
import { root, setUp } from './set-up.mjs';

setUp();
const folder = path.join(root, 'bench');
buildSync({
  entryPoints: readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(folder, name)),
  outdir: path.join(root, 'dist', 'bench'),
  format: 'esm',
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
});
const main = path.join(root, 'dist', 'bench', 'main.js');
const { status } = spawnSync(process.execPath, [main, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
process.exit(status ?? 1);
