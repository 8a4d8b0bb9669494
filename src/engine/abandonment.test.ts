import { expect, test } from 'vitest';
import { AbandonedError, runAbandonable, throwIfAbandoned } from '#engine/abandonment.js';

test('work ends at its next check once it is abandoned, and work beside it goes on', async () => {
  let abandoned = false;
  const steps: string[] = [];
  const work = async (name: string): Promise<string> => {
    for (let step = 1; step <= 3; step++) {
      throwIfAbandoned();
      steps.push(`${name}${step}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return name;
  };
  const first = runAbandonable(
    () => abandoned,
    () => work('a'),
  );
  const second = runAbandonable(
    () => false,
    () => work('b'),
  );
  abandoned = true;
  await expect(first).rejects.toThrow(AbandonedError);
  expect(await second).toBe('b');
  expect(steps).toEqual(['a1', 'b1', 'b2', 'b3']);
});

test('outside of such work a check does nothing', () => {
  expect(throwIfAbandoned).not.toThrow();
});
