import { expect, test } from 'vitest';
import { leastPresence, type SeenLines } from '#engine/document/mrz/least-presence.js';
import { symbolStride } from '#engine/document/mrz/symbols.js';

const grid = { lineLength: 3, startSteps: 2, startPerLine: 0, pitchSteps: 4, pitchPerLine: 0, bendSteps: 0 };

/** Twelve steps that are blank with certainty, but for characters of the given probabilities. */
function seen(characters: Readonly<Record<number, number>>): SeenLines {
  const data = new Float64Array(12 * symbolStride);
  for (let step = 0; step < 12; step++) {
    data[step * symbolStride] = 1 - (characters[step] ?? 0);
    data[step * symbolStride + 7] = characters[step] ?? 0;
  }
  return { lines: [{ steps: 12, data }], lineLengths: [3], grid };
}

test('the place where a character is seen least decides', () => {
  expect(leastPresence([seen({ 2: 0.9, 6: 0.7, 10: 1 })])).toBeCloseTo(0.7, 9);
});

test('a character halfway to the next place does not count', () => {
  expect(leastPresence([seen({ 2: 0.9, 4: 0.9, 10: 1 })])).toBeLessThan(0.1);
});

test('what one look misses another may see', () => {
  expect(leastPresence([seen({ 2: 0.9, 10: 1 }), seen({ 2: 0.4, 6: 0.8, 10: 0.5 })])).toBeCloseTo(0.8, 9);
});
