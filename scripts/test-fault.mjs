// `npm run test:fault`: every fault at full length (200 kills on each database, a minute without one, …), with its progress on
// standard error and one table at the end: fault, goal, measured. Arguments are passed on, such as a file of test/fault.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { root, setUp } from './set-up.mjs';

process.env.BONAFIDE_OFFLINE = '1';
await setUp();
const scratch = mkdtempSync(path.join(tmpdir(), 'bonafide-faults-'));
const figures = path.join(scratch, 'figures');
const load = loadavg()[0].toFixed(1);
const { status } = spawnSync(
  process.execPath,
  // One after the other: figures of faults that share the machine would be those of their neighbours.
  ['node_modules/vitest/vitest.mjs', 'run', '--project', 'fault', '--no-file-parallelism', ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, BONAFIDE_FAULTS: 'long', BONAFIDE_FAULT_FIGURES: figures },
  },
);
const rows = existsSync(figures)
  ? readFileSync(figures, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
  : [];
rmSync(scratch, { recursive: true });
const widest = (name) => Math.max(name.length, ...rows.map((row) => row[name].length));
const line = (fault, goal, measured) =>
  `${fault.padEnd(widest('fault'))}  ${goal.padEnd(widest('goal'))}  ${measured}\n`;
process.stdout.write(`\n${cpus().length} cores, load before: ${load}, after: ${loadavg()[0].toFixed(1)}\n`);
process.stdout.write(line('fault', 'goal', 'measured'));
for (const { fault, goal, measured } of rows) process.stdout.write(line(fault, goal, measured));
process.exit(status ?? 1);
