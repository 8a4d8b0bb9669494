// `npm test`: set up, run every tier in its short form, and end with the line "N passed, N failed".
// `npm test -- --whole`: lint, format and types as well, and what the short form leaves out (test/support/test-form.ts).
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { searchLogs } from './search-logs.mjs';
import { root, setUp } from './set-up.mjs';

// Tests reach for nothing beyond npm.
process.env.BONAFIDE_OFFLINE = '1';
const whole = process.argv.includes('--whole');
await setUp();
let passed = 0;
let failed = 0;

if (whole) {
  const checks = [
    ['lint', 'node_modules/eslint/bin/eslint.js', '.'],
    ['format', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
    ['types', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.test.json'],
    ['types of the pages', 'node_modules/typescript/bin/tsc', '-p', 'src/web/tsconfig.json'],
  ];
  for (const [name, ...args] of checks) {
    process.stderr.write(`test: ${name} …\n`);
    const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    if (status === 0) passed += 1;
    else {
      failed += 1;
      process.stderr.write(`test: ${name} FAILED\n`);
    }
  }
}

const scratch = mkdtempSync(path.join(tmpdir(), 'bonafide-test-'));
const report = path.join(scratch, 'report.json');
const logs = path.join(scratch, 'logs');
mkdirSync(logs);
const vitest = [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--project',
  'unit',
  '--project',
  'ports',
  '--project',
  'contract',
  '--project',
  'integration',
  '--project',
  'fault',
  '--project',
  'browser',
];
const tables = ['./test/support/contract-table.ts', './test/support/ports-table.ts'];
const reporters = ['default', ...tables, 'json'].map((reporter) => `--reporter=${reporter}`);
const { status } = spawnSync(process.execPath, [...vitest, ...reporters, `--outputFile.json=${report}`], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, BONAFIDE_TEST_LOGS: logs, BONAFIDE_TEST_FORM: whole ? 'whole' : 'short' },
});
let skipped = 0;
try {
  const result = JSON.parse(readFileSync(report, 'utf8'));
  passed += result.numPassedTests;
  // A suite that could not even be loaded counts no tests; it must not pass for that.
  const brokenSuites = result.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  );
  failed += result.numFailedTests + brokenSuites.length;
  skipped = result.numPendingTests;
  // A table that lacks a line ends the run with a status of its own.
  if ((!result.success || status !== 0) && failed === 0) failed = 1;
} catch {
  failed += 1;
}
const { lines, secrets, found } = searchLogs(logs);
process.stderr.write(
  `test: logs … ${lines} lines searched for ${secrets} keys, tokens, names and numbers: ${found.length} found\n`,
);
for (const one of found) process.stderr.write(`  ${one}\n`);
// A search without lines or without words would find nothing whatever the servers did.
if (found.length === 0 && lines > 0 && secrets > 0) passed += 1;
else failed += 1;
rmSync(scratch, { recursive: true, force: true });
if (process.env.BONAFIDE_REQUIRE_DATA === '1' && skipped > 0) {
  process.stderr.write(`${skipped} tests were skipped, and BONAFIDE_REQUIRE_DATA=1 allows none\n`);
  failed += skipped;
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);
