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
      'test/browser/real-engine.test.ts',
      'test/fault/hostile-videos.test.ts',
      'test/golden/{age-range,documents,face-pairs,film-frames,honest-recordings,peer-recogniser}.test.ts',
      'test/integration/{clearconsent,deepfake-model,deepidv-trustmatic,gates,ooto-calls}.test.ts',
      'test/integration/{edited-portrait,quality-sweeps,read-local-script,samples,validation-renderings}.test.ts',
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
