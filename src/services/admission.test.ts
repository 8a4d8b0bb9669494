import { expect, test } from 'vitest';
import { createAdmission, type Caller } from '#services/admission.js';

test('places are taken and given back', () => {
  const admission = createAdmission({ running: 1, waiting: 1 });
  const first = admission.enter('app');
  const second = admission.enter('app');
  expect([first, second]).not.toContain(null);
  expect(admission.enter('app')).toBeNull();
  expect(admission.inside).toBe(2);
  first?.leave();
  expect(admission.enter('app')).not.toBeNull();
});

test('the advice when to come back follows how long others took', () => {
  let now = 0;
  const admission = createAdmission({ running: 1, waiting: 0, clock: () => now });
  expect(admission.retryAfterSeconds()).toBe(1);
  for (let i = 0; i < 50; i++) {
    const place = admission.enter('app');
    now += 7000;
    place?.leave();
  }
  expect(admission.retryAfterSeconds()).toBe(7);
  for (let i = 0; i < 50; i++) {
    const place = admission.enter('app');
    now += 1_000_000;
    place?.leave();
  }
  expect(admission.retryAfterSeconds()).toBe(60);
});

test('one caller never takes every place, and several that want all get equal shares', () => {
  const admission = createAdmission({ running: 2, waiting: 18 });
  const take = (caller: string): number => {
    let taken = 0;
    while (admission.enter(caller) !== null) taken += 1;
    return taken;
  };
  expect([take('greedy'), take('late'), take('later')]).toEqual([16, 4, 0]);

  const fair = createAdmission({ running: 2, waiting: 18 });
  const names = ['one', 'two', 'three'];
  const held = names.map(() => [] as { leave(): void }[]);
  const takeAll = (caller: number): void => {
    for (let place = fair.enter(names[caller]!); place !== null; place = fair.enter(names[caller]!))
      held[caller]!.push(place);
  };
  // The first is there alone; then the others come too, and everybody wants every place that becomes free.
  takeAll(0);
  for (let turn = 0; turn < 100; turn++) {
    const longest = held.reduce((one, other) => (one.length >= other.length ? one : other));
    longest.shift()?.leave();
    for (let caller = 0; caller < 3; caller++) takeAll((turn + caller) % 3);
  }
  for (const { length } of held) expect(length).toBeGreaterThanOrEqual(6);
});

test('a burst may wait; behind a queue that stands nobody is let in who has something inside', () => {
  let now = 0;
  const admission = createAdmission({ running: 2, waiting: 6, clock: () => now });
  const held: ({ leave(): void } | null)[] = [];
  const enter = (caller: string): boolean => {
    const place = admission.enter(caller);
    if (place !== null) held.push(place);
    return place !== null;
  };
  const leave = (): void => held.shift()?.leave();
  expect(Array.from({ length: 4 }, () => enter('app'))).toEqual([true, true, true, true]);
  expect(enter('app')).toBe(true); // the queue is seen first
  now = 4999;
  leave();
  expect(enter('app')).toBe(true);
  now = 5000;
  leave();
  expect([enter('app'), enter('other'), enter('other')]).toEqual([false, true, false]);
  // An idle worker is given work as ever.
  for (let left = 5; left > 1; left--) leave();
  expect([admission.inside, enter('app'), enter('app')]).toEqual([1, true, false]);
  // Once nobody had to be refused for as long, there may be bursts again.
  now = 10_000;
  expect([enter('app'), enter('app')]).toEqual([true, true]);
});

test('uploads that take long are no queue', () => {
  let now = 0;
  const admission = createAdmission({
    running: 1,
    waiting: 9,
    load: () => ({ running: 0, queued: 0 }),
    clock: () => now,
  });
  const entered: boolean[] = [];
  for (; now < 30_000; now += 5000) entered.push(admission.enter('app') !== null);
  expect(entered).toEqual([true, true, true, true, true, true]);
});

test('those who have shown no key share one part, and a network gets half of all at most', () => {
  const admission = createAdmission({ running: 2, waiting: 16 });
  const take = (caller: Caller): number => {
    let taken = 0;
    while (admission.enter(caller) !== null) taken += 1;
    return taken;
  };
  expect(take({ network: '192.0.2.1' })).toBe(9);
  expect(take({ network: '192.0.2.2' })).toBe(5);
  expect([take({ network: '192.0.2.3' }), take({ network: '192.0.2.4' })]).toEqual([1, 0]);
  expect(take('app')).toBe(3);
});

test('a place moves to the application that it turns out to be of', () => {
  const admission = createAdmission({ running: 2, waiting: 2 });
  const network = { network: '192.0.2.1' };
  const enter = () => admission.enter(network)!;
  const moved = [enter(), enter()].map((place) => [place, place.belongsTo('app')] as const);
  expect(moved.map(([, belongs]) => belongs)).toEqual([true, true]);
  // Nothing of the network is inside any more.
  const third = enter();
  expect(admission.enter(network)).toBeNull();
  expect([third.belongsTo('app'), admission.inside]).toEqual([true, 3]);
  const fourth = enter();
  expect(fourth.belongsTo('app')).toBe(true);
  for (const place of [...moved.map(([place]) => place), third, fourth]) place.leave();
  expect(admission.inside).toBe(0);
  expect(admission.enter(network)).not.toBeNull();
});

test('a place does not move to an application that has its share', () => {
  const admission = createAdmission({ running: 1, waiting: 4 });
  for (let own = 0; own < 4; own++) admission.enter('app');
  const place = admission.enter({ network: '192.0.2.1' })!;
  expect([place.belongsTo('app'), place.belongsTo('other')]).toEqual([false, true]);
  place.leave();
  expect(admission.inside).toBe(4);
});
