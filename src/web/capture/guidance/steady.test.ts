import { expect, test } from 'vitest';
import { makeSteady } from '#web/capture/guidance/steady.js';

test('an advice is shown once it has held for six looks', () => {
  const steady = makeSteady('a');
  const shown = [...'bbabbbbbbab'].map(steady);
  expect(shown.join('')).toBe('aaaaaaaabbb');
});
