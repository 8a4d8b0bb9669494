// Compiles test/fuzz and what it uses of test/support to dist/test, to be run without a test runner on the built server.
import { copyFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');

/** Gives the program; `npm run build` comes before it. */
export function compileFuzz() {
  const tests = path.join(root, 'test');
  const output = path.join(root, 'dist/test');
  const under = (folder, options) =>
    readdirSync(path.join(tests, folder), options).map((name) => path.join(tests, folder, name));
  buildSync({
    entryPoints: [...under('fuzz', { recursive: true }), ...under('support')].filter(
      (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('.d.ts'),
    ),
    outdir: output,
    outbase: tests,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  copyFileSync(path.join(tests, 'support/encode-video.mjs'), path.join(output, 'support/encode-video.mjs'));
  return path.join(output, 'fuzz/long/main.js');
}
