import { queueOptionsSymbol } from 'piscina';
import { expect, test } from 'vitest';
import { FairQueue, queueOptionsOf } from '#engine/pool/fair-queue.js';

const task = (name: string, caller: string) => ({ name, ...queueOptionsOf(caller) });

function drain(queue: FairQueue): string[] {
  const names: string[] = [];
  for (let next = queue.shift(); next !== null; next = queue.shift())
    names.push((next as { name: string } & typeof next).name); // a task of ours
  return names;
}

test('callers take turns, each in its own order', () => {
  const queue = new FairQueue();
  for (const name of ['a1', 'a2', 'a3', 'b1', 'c1', 'b2']) queue.push(task(name, name[0]!));
  expect(queue.size).toBe(6);
  expect(drain(queue)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
  expect([queue.size, queue.shift()]).toEqual([0, null]);
});

test('a task that is taken out is not given out, and leaves no empty line behind', () => {
  const queue = new FairQueue();
  const [first, second] = [task('a1', 'a'), task('b1', 'b')];
  queue.push(first);
  queue.push(second);
  queue.remove(first);
  queue.remove(first);
  expect(queue.size).toBe(1);
  expect(drain(queue)).toEqual(['b1']);
});

test('tasks without a caller share one line', () => {
  const queue = new FairQueue();
  queue.push({ [queueOptionsSymbol]: null });
  queue.push(task('a1', 'a'));
  queue.push({ [queueOptionsSymbol]: null });
  expect(queue.shift()).toEqual({ [queueOptionsSymbol]: null });
  expect(queue.shift()).toEqual(task('a1', 'a'));
  expect(queue.size).toBe(1);
});
