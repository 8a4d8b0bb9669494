import { defineConfig } from 'vitest/config';

// Tests run on the sources; worker threads and child processes run on dist/, which `npm test` builds first. In its short form
// all of them run on dist/, as users do: nothing has to be compiled twice.
const isShortForm = process.env['BONAFIDE_TEST_FORM'] === 'short';
const source = `${import.meta.dirname}/src/$1.ts`;
/** What no build has: suites, and the modules of the pages, which are bundled. */
const onlySources = /^#(web\/.*|.*\.suite)\.js$/;
const alias = isShortForm
  ? [
      { find: onlySources, replacement: source },
      { find: /^#(.*)$/, replacement: `${import.meta.dirname}/dist/$1` },
    ]
  : [{ find: /^#(.*)\.js$/, replacement: source }];

const project = (
  name: string,
  include: string[],
  testTimeout: number,
  more: { exclude?: string[]; globalSetup?: string[]; maxWorkers?: number; sequence?: { groupOrder: number } } = {},
) => ({
  resolve: { alias },
  test: {
    name,
    include,
    testTimeout,
    hookTimeout: 120_000,
    globals: false,
    environment: 'node' as const,
    setupFiles: ['test/support/record-secrets.ts'],
    // Modules keep no state: loading them once for all files takes a third less time.
    isolate: false,
    ...(isShortForm && { server: { deps: { external: [/\/dist\//] } } }),
    ...more,
  },
});

// The suites of the ports over every implementation, and what else needs a real PostgreSQL, beside the code and across
// processes; the project starts one for all of it.
const portTests = 'src/**/*.ports.test.ts';

/** What the short form leaves out as a whole (test/support/test-form.ts). */
const longFiles = isShortForm
  ? [
      'src/adapters/postgres/{copy-database,snapshot-postgres}.ports.test.ts',
      'src/adapters/sql/master-key-rotation.ports.test.ts',
      'src/services/webhooks/two-servers.ports.test.ts',
      'test/browser/{claims,failed-sends,path,real-engine,text-size}.test.ts',
      'test/fault/{blob-store,hostile-videos,kill-webhooks}.test.ts',
      'test/golden/{active-liveness,age-range,documents,face-pairs,film-frames,honest-recordings,peer-recogniser,rendered-owners}.test.ts',
      'test/integration/{calibrate,clearconsent,deepfake-model,deepidv-trustmatic,edited-portrait}.test.ts',
      'test/integration/evaluate-{deepfake,pairs,quality}.test.ts',
      'test/integration/{file-store,gates,liveness-models,native-ffmpeg,ooto-calls,quality-sweeps}.test.ts',
      'test/integration/{read-local-script,read-only-root,recognisers,samples,selfie-video}.test.ts',
      'test/integration/{erase,master-key,users,webhooks}-command.test.ts',
      'test/integration/validation-renderings.test.ts',
      'test/ports/backup.test.ts',
    ]
  : [];

const faultTimeoutMs = process.env['BONAFIDE_FAULTS'] === 'long' ? 3_600_000 : 240_000;
const postgres = { globalSetup: ['test/support/postgres-setup.ts'] };

export default defineConfig({
  test: {
    // Of two cores, and in the short form one more for those that wait: for a child process, a time.
    maxWorkers: isShortForm ? 3 : 2,
    projects: [
      project(
        'unit',
        ['{src,packages/*/src,accuracy}/**/*.test.ts', 'test/{architecture,security}/**/*.test.ts'],
        20_000,
        { exclude: [portTests] },
      ),
      project('ports', [portTests, 'test/ports/**/*.test.ts'], 120_000, { exclude: longFiles, ...postgres }),
      project('contract', ['test/contract/**/*.test.ts'], 120_000),
      project('integration', ['test/{golden,integration,fuzz}/**/*.test.ts'], 120_000, { exclude: longFiles }),
      // Faults, at the length of `npm test` or of `npm run test:fault`; they, too, have a PostgreSQL.
      project('fault', ['test/fault/**/*.test.ts'], faultTimeoutMs, { exclude: longFiles, ...postgres }),
      // By themselves: a page that cannot move for others misses its times.
      project('browser', ['test/browser/**/*.test.ts'], 120_000, {
        exclude: longFiles,
        maxWorkers: 2,
        sequence: { groupOrder: 1 },
      }),
      project('long', ['test/long/**/*.test.ts'], 1_800_000, postgres),
    ],
  },
});
