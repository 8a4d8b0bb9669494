// `npm run test:fuzz`: tries everything that reads bytes of strangers, for BONAFIDE_FUZZ_SECONDS (20) a target, then the same
// over HTTP; a table at the end. `-- --guided`: coverage guides the search. What fails is kept in fuzz-report/.
import { spawnSync } from 'node:child_process';
import { compileFuzz } from './compile-fuzz.mjs';
import { root, setUp } from './set-up.mjs';

await setUp();
const args = process.argv.slice(2);
const run = (parameters, environment = {}) =>
  spawnSync(process.execPath, parameters, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } })
    .status;
const targets = run([compileFuzz(), ...args]);
const vitest = (project, file, environment) =>
  run(['node_modules/vitest/vitest.mjs', 'run', '--project', project, file], environment);
const overHttp =
  args.length > 0
    ? []
    : [
        vitest('integration', 'test/fuzz/hostile-http.test.ts', {
          BONAFIDE_FUZZ_HTTP: process.env.BONAFIDE_FUZZ_HTTP ?? '3000',
          BONAFIDE_FUZZ_SEED: process.env.BONAFIDE_FUZZ_SEED ?? String(Date.now() % 1_000_000_000),
        }),
        vitest('integration', 'test/fuzz/hostile-bodies.test.ts'),
        vitest('long', 'test/long/hostile-memory.test.ts'),
      ];
process.exit([targets, ...overHttp].every((status) => status === 0) ? 0 : 1);
