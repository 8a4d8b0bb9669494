import { expect, test } from 'vitest';
import { createTurns } from '#engine/video/turns.js';

const longMs = 60_000;

test('at most so many at once; whoever waits is served in order', async () => {
  const turns = createTurns(1);
  const served: string[] = [];
  const first = await turns.take(longMs);
  const second = turns.take(longMs).then((release) => (served.push('second'), release));
  const third = turns.take(longMs).then((release) => (served.push('third'), release));
  await new Promise((resolve) => setImmediate(resolve));
  expect(served).toEqual([]);
  first!();
  first!(); // a turn that was given back twice frees one place
  (await second)!();
  (await third)!();
  expect(served).toEqual(['second', 'third']);
  expect(await turns.take(longMs)).not.toBeNull();
});

test('no turn in time, and none is lost by it', async () => {
  const turns = createTurns(1);
  const first = await turns.take(longMs);
  expect(await turns.take(1)).toBeNull();
  first!();
  expect(await turns.take(1)).not.toBeNull();
});
