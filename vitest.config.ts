import { defineConfig } from 'vitest/config';

// Tests run on the sources; worker threads and child processes run on dist/, which `npm test` builds first.
const alias = [{ find: /^#(.*)\.js$/, replacement: `${import.meta.dirname}/src/$1.ts` }];

const project = (
  name: string,
  include: string[],
  testTimeout: number,
  more: { exclude?: string[]; globalSetup?: string[]; isolate?: boolean } = {},
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
    ...more,
  },
});

// The suites of the ports over every implementation, and what else needs a real PostgreSQL, beside the code and across
// processes; the project starts one for all of it.
const portTests = 'src/**/*.ports.test.ts';

/** What `npm test` leaves out as a whole; CI runs it, and whoever runs a tier by itself (test/support/test-form.ts). */
const longFiles =
  process.env['BONAFIDE_TEST_FORM'] === 'short'
    ? [
        'test/browser/real-engine.test.ts',
        'test/golden/age-range.test.ts',
        'test/golden/documents.test.ts',
        'test/golden/face-pairs.test.ts',
        'test/golden/honest-recordings.test.ts',
        'test/golden/peer-recogniser.test.ts',
        'test/integration/clearconsent.test.ts',
        'test/integration/deepfake-model.test.ts',
        'test/integration/deepidv-trustmatic.test.ts',
        'test/integration/gates.test.ts',
        'test/integration/ooto-calls.test.ts',
        'test/integration/validation-renderings.test.ts',
      ]
    : [];

export default defineConfig({
  test: {
    maxWorkers: 3,
    projects: [
      project(
        'unit',
        ['{src,packages/*/src,accuracy}/**/*.test.ts', 'test/{architecture,security}/**/*.test.ts'],
        20_000,
        {
          exclude: [portTests],
          // Modules keep no state: loading them once for all files takes a third less time.
          isolate: false,
        },
      ),
      project('ports', [portTests, 'test/ports/**/*.test.ts'], 120_000, {
        isolate: false,
        globalSetup: ['test/support/postgres-setup.ts'],
      }),
      project('contract', ['test/contract/**/*.test.ts'], 120_000),
      project('integration', ['test/{golden,integration,fuzz}/**/*.test.ts'], 120_000, {
        exclude: longFiles,
        isolate: false,
      }),
      // Faults, at the length of `npm test` or of `npm run test:fault`; they, too, have a PostgreSQL.
      project('fault', ['test/fault/**/*.test.ts'], process.env['BONAFIDE_FAULTS'] === 'long' ? 3_600_000 : 240_000, {
        globalSetup: ['test/support/postgres-setup.ts'],
      }),
      project('browser', ['test/browser/**/*.test.ts'], 120_000, { exclude: longFiles }),
      project('long', ['test/long/**/*.test.ts'], 1_800_000, {
        globalSetup: ['test/support/postgres-setup.ts'],
      }),
    ],
  },
});
