import { expect, test } from 'vitest';
import { injectionLimit, injectionNotAssessed, injectionSchema, injectionSigns } from '#domain/injection.js';

test('every sign has a weight between none and certainty, and a sentence', () => {
  for (const [name, { weight, text }] of Object.entries(injectionSigns)) {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(weight).toBeGreaterThan(0);
    expect(weight).toBeLessThan(1);
    expect(text).toMatch(/^[A-Z].*\.$/);
  }
});

test('these decide alone, and nothing that only the page says', () => {
  const alone = Object.entries(injectionSigns).filter(([, { weight }]) => 1 - weight < injectionLimit);
  expect(alone.map(([name]) => name)).toEqual([
    'file-seen-before',
    'frames-seen-before',
    'recording-longer-than-time',
    'challenge-avoided',
    'frames-still',
    'frames-repeated',
  ]);
});

test('one that was not assessed has no score and no signs', () => {
  const injection = injectionNotAssessed('no-capture-session');
  expect(injectionSchema.parse(injection)).toEqual({
    status: 'not-assessed',
    score: null,
    fine: false,
    reason: 'no-capture-session',
    signs: [],
  });
});
