import { expect, test } from 'vitest';
import { createAdmission } from '#services/admission.js';

test('places are taken and given back', () => {
  const admission = createAdmission({ running: 1, waiting: 1 });
  const first = admission.enter();
  const second = admission.enter();
  expect([first, second]).not.toContain(null);
  expect(admission.enter()).toBeNull();
  expect(admission.inside).toBe(2);
  first?.leave();
  expect(admission.enter()).not.toBeNull();
});

test('the advice when to come back follows how long others took', () => {
  let now = 0;
  const admission = createAdmission({ running: 1, waiting: 0, clock: () => now });
  expect(admission.retryAfterSeconds()).toBe(1);
  for (let i = 0; i < 50; i++) {
    const place = admission.enter();
    now += 7000;
    place?.leave();
  }
  expect(admission.retryAfterSeconds()).toBe(7);
  for (let i = 0; i < 50; i++) {
    const place = admission.enter();
    now += 1_000_000;
    place?.leave();
  }
  expect(admission.retryAfterSeconds()).toBe(60);
});
