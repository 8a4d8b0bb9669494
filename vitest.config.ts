import { defineConfig } from 'vitest/config';

// Tests run on the sources; worker threads and child processes run on dist/, which `npm test` builds first.
const alias = [{ find: /^#(.*)\.js$/, replacement: `${import.meta.dirname}/src/$1.ts` }];

const project = (name: string, include: string[], testTimeout: number) => ({
  resolve: { alias },
  test: { name, include, testTimeout, hookTimeout: 120_000, globals: false, environment: 'node' as const },
});

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      project('unit', ['src/**/*.test.ts', 'test/architecture/**/*.test.ts'], 20_000),
      project('integration', ['test/{contract,golden,integration,fault,fuzz}/**/*.test.ts'], 120_000),
      project('long', ['test/long/**/*.test.ts'], 1_800_000),
    ],
  },
});
