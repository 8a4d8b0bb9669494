import { expect, test } from 'vitest';
import { FairTurns } from '#engine/pool/fair-turns.js';

test('callers take turns, each in its own order, so many at once', async () => {
  const turns = new FairTurns(2);
  const begun: string[] = [];
  let [inside, most] = [0, 0];
  const work = (name: string): Promise<void> =>
    turns.run(name[0]!, async () => {
      begun.push(name);
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 1));
      inside -= 1;
    });
  await Promise.all(['a1', 'a2', 'a3', 'a4', 'a5', 'b1', 'c1', 'b2'].map(work));
  expect(begun).toEqual(['a1', 'a2', 'a3', 'b1', 'c1', 'a4', 'b2', 'a5']);
  expect([inside, most]).toEqual([0, 2]);
});

test('work that fails passes its turn on, and says why to its own caller', async () => {
  const turns = new FairTurns(1);
  const failed = turns.run('a', () => Promise.reject(new Error('no')));
  const next = turns.run('b', () => Promise.resolve('yes'));
  await expect(failed).rejects.toThrow('no');
  expect(await next).toBe('yes');
  expect(await turns.run('a', () => Promise.resolve('again'))).toBe('again');
});
