import { expect, test } from 'vitest';
import { injectionSigns } from '#domain/injection.js';
import { judgeInjection } from '#engine/injection/judge-injection.js';

test('nothing found: a whole score', () => {
  expect(judgeInjection([])).toEqual({ status: 'assessed', score: 1, fine: true, signs: [] });
});

test('weights of different causes add up, heaviest first', () => {
  const { score, fine, signs } = judgeInjection(['frame-times-exact', 'virtual-camera']);
  expect(score).toBeCloseTo((1 - 0.25) * (1 - 0.45), 12);
  expect(fine).toBe(false);
  expect(signs).toEqual([
    { name: 'virtual-camera', weight: 0.45, info: injectionSigns['virtual-camera'].text },
    { name: 'frame-times-exact', weight: 0.25, info: injectionSigns['frame-times-exact'].text },
  ]);
});

test('of one cause the heaviest counts, and a sign counts once', () => {
  const { score, fine, signs } = judgeInjection(['written-by-editor', 'encoded-by-editor', 'written-by-editor']);
  expect(score).toBeCloseTo(0.55, 12);
  expect(fine).toBe(true);
  expect(signs).toHaveLength(2);
});
