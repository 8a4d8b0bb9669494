// `npm run test:browser`: set up, then every page in every state in a real Chromium, in the long form of which `npm test` runs
// the short one. `npm run bench:pages`: how much is loaded, how soon the page can be used, how often guidance looks.
import { spawnSync } from 'node:child_process';
import { root, setUp } from './set-up.mjs';

process.env.BONAFIDE_OFFLINE = '1';
await setUp();
const bench = process.argv.includes('--bench');
const more = process.argv.slice(2).filter((argument) => argument !== '--bench');
const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    'browser',
    ...(bench ? ['test/browser/speed.test.ts', '--silent=false', '--reporter=default'] : []),
    ...more,
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...(bench ? { BONAFIDE_BENCH_PAGES: '1' } : { BONAFIDE_BROWSER_TESTS: 'long' }) },
  },
);
process.exit(status ?? 1);
