import { expect, test } from 'vitest';
import { strangestDigit } from '#engine/document/cues/print/strangest-digit.js';
import type { ZoneFit } from '#engine/document/cues/print/zone-fits.js';

/** Twenty characters on a sloping line, each a little off, the same in every run. */
const line = (change: (fit: ZoneFit) => Partial<ZoneFit>): ZoneFit[] =>
  Array.from('L898902C36UTO7408122', (symbol, column) => {
    const off = ((column * 7) % 5) - 2;
    const fit: ZoneFit = {
      line: 0,
      column,
      symbol,
      residual: 0.03,
      contrast: 180,
      drop: 0.01 * column + 0.002 * off,
      shift: 0,
      growth: 0.05 + 0.003 * off,
      widening: 0.04 - 0.004 * off,
    };
    return { ...fit, ...change(fit) };
  });

test('a digit below the line of its neighbours stands out, however the line slopes', () => {
  const fits = line(({ column, drop }) => (column === 15 ? { drop: drop + 0.1 } : {}));
  expect(strangestDigit(fits)).toMatchObject({ line: 0, column: 15 });
  expect(strangestDigit(fits)!.deviation).toBeGreaterThan(10);
  expect(strangestDigit(line(() => ({})))!.deviation).toBeLessThan(3);
});

test('a letter that stands out is not judged, nor a zone with few digits', () => {
  expect(strangestDigit(line(({ column }) => (column === 10 ? { growth: 0.4 } : {})))!.deviation).toBeLessThan(3);
  expect(strangestDigit(line(({ column }) => ({ symbol: column < 14 ? 'A' : '3' })))).toBeNull();
});
