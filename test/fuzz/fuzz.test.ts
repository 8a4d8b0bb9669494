import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { isShortForm } from '../support/test-form.js';
import { inputsOf } from './inputs-of.js';
import { fuzzTargets } from './targets.js';

// The short form: the same inputs at every run. The long one is `npm run test:fuzz`.
const seed = 20_260_801;

// libheif tells the console what it finds wrong.
beforeAll(() => void vi.spyOn(console, 'log').mockImplementation(() => undefined));
afterAll(async () => {
  vi.restoreAllMocks();
  for (const target of fuzzTargets) await target.close?.();
});

test.each(fuzzTargets.map((target) => [target.name, target] as const))(
  '%s: every mutant gets a declared answer in its time',
  async (_name, target) => {
    const inputs = await inputsOf(target);
    const answers = new Set<string>();
    await fc.assert(
      fc.asyncProperty(inputs, async (bytes) => {
        const startedAt = performance.now();
        answers.add(await target.judge(bytes));
        expect(performance.now() - startedAt).toBeLessThan(target.deadlineMs);
      }),
      { seed, numRuns: Math.ceil(target.shortRuns / (isShortForm ? 3 : 1)), endOnFailure: !target.isPure },
    );
    // One answer to everything would mean that the inputs never got anywhere.
    expect(answers.size).toBeGreaterThan(1);
  },
);
