import { expect, test } from 'vitest';
import { pairReport } from '#cli/pair-report.js';
import { describeErrors } from '#engine/evaluation/pair-evaluation.js';

test('every figure with its counts, and what the pairs cannot tell is said', () => {
  const evaluation = describeErrors({
    scored: [
      { score: 0.9, same: true, identityA: 'a', identityB: 'a', group: 'x' },
      { score: 0.2, same: false, identityA: 'a', identityB: 'b', group: 'x' },
    ],
    failedFiles: ['c.jpg'],
    lost: { genuine: 1, impostor: 2 },
    operatingPoint: { metric: 'euclidean', threshold: 0.5, reviewFrom: 0.4, falseMatchRates: [] },
    models: {},
  });
  const report = pairReport(evaluation);
  expect(report).toContain('1 of one person, 1 of two');
  expect(report).toContain('1 (3 pairs lost)');
  expect(report).toContain('c.jpg');
  expect(report).toContain('0 of 1 = 0 % (95 %: at most 95 %)');
  expect(report).toContain('not known: 1 impostor pairs are fewer than the 100 that one false match in 100 takes');
  expect(report).toMatch(/\n {2}x {2}false matches 0 of 1/);
});
