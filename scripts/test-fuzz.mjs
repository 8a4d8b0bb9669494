// `npm run test:fuzz`: tries everything that reads bytes of strangers, for BONAFIDE_FUZZ_SECONDS (20) a target, then the same
// over HTTP; a table at the end. `-- --guided`: coverage guides the search. What fails is kept in fuzz-report/.
import { spawnSync } from 'node:child_process';
import { compileFuzz } from './compile-fuzz.mjs';
import { root, setUp } from './set-up.mjs';

setUp();
const args = process.argv.slice(2);
const run = (parameters, environment = {}) =>
  spawnSync(process.execPath, parameters, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } })
    .status;
const targets = run([compileFuzz(), ...args]);
const overHttp =
  args.length > 0
    ? 0
    : run(['node_modules/vitest/vitest.mjs', 'run', '--project', 'integration', 'test/fuzz/hostile-http.test.ts'], {
        BONAFIDE_FUZZ_HTTP: process.env.BONAFIDE_FUZZ_HTTP ?? '2000',
      });
process.exit(targets === 0 && overHttp === 0 ? 0 : 1);
