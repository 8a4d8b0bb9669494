import { expect, test } from 'vitest';
import { coalesced } from '#adapters/coalesced.js';

function gate() {
  const ends: ((error?: Error) => void)[] = [];
  const run = coalesced(
    () =>
      new Promise<void>((resolve, reject) => ends.push((error) => (error === undefined ? resolve() : reject(error)))),
  );
  return { ends, run };
}

test('who asks during a run shares the next one, which begins after they asked', async () => {
  const { ends, run } = gate();
  const first = run();
  const [second, third] = [run(), run()];
  expect(ends).toHaveLength(1);
  ends[0]!();
  await first;
  await Promise.resolve();
  expect(ends).toHaveLength(2);
  ends[1]!();
  await Promise.all([second, third]);
  const fourth = run();
  expect(ends).toHaveLength(3);
  ends[2]!();
  await fourth;
});

test('a run that fails is told to its callers alone', async () => {
  const { ends, run } = gate();
  const [first, second] = [run(), run()];
  ends[0]!(new Error('no'));
  await expect(first).rejects.toThrow('no');
  await Promise.resolve();
  ends[1]!();
  await expect(second).resolves.toBeUndefined();
});
