import { expect, test } from 'vitest';
import { allowedCharacters, formatOfLines, mrzLayouts, type MrzSpan } from '#engine/document/mrz/formats.js';

test.each(Object.values(mrzLayouts))('the spans and check digits of $format cover every position once', (layout) => {
  const seen = new Map<string, number>();
  const mark = ({ line, start, end }: MrzSpan): void => {
    for (let column = start; column < end; column++) {
      seen.set(`${line},${column}`, (seen.get(`${line},${column}`) ?? 0) + 1);
    }
  };
  Object.values(layout.elements).forEach(mark);
  for (const { line, column } of Object.values(layout.checks)) mark({ line, start: column, end: column + 1 });
  expect(seen.size).toBe(layout.lineCount * layout.lineLength);
  expect([...seen.values()].every((count) => count === 1)).toBe(true);
});

test('what may stand where', () => {
  expect(allowedCharacters(mrzLayouts.TD3, 0, 0)).toBe('P');
  expect(allowedCharacters(mrzLayouts.TD3, 1, 20)).toBe('MF<');
  expect(allowedCharacters(mrzLayouts.TD3, 1, 9)).toBe('0123456789');
  expect(allowedCharacters(mrzLayouts.TD3, 1, 42)).toBe('0123456789<');
  expect(allowedCharacters(mrzLayouts.TD1, 0, 14)).toBe('0123456789<');
  expect(allowedCharacters(mrzLayouts.TD1, 1, 29)).toBe('0123456789');
  expect(allowedCharacters(mrzLayouts['MRV-B'], 1, 35)).toContain('A');
});

test('number, length and the letter V give the format', () => {
  expect(formatOfLines(['I'.padEnd(30, '<'), ''.padEnd(30, '<'), ''.padEnd(30, '<')])).toBe('TD1');
  expect(formatOfLines(['I'.padEnd(36, '<'), ''.padEnd(36, '<')])).toBe('TD2');
  expect(formatOfLines(['V'.padEnd(36, '<'), ''.padEnd(36, '<')])).toBe('MRV-B');
  expect(formatOfLines(['P'.padEnd(44, '<'), ''.padEnd(44, '<')])).toBe('TD3');
  expect(formatOfLines(['V'.padEnd(44, '<'), ''.padEnd(44, '<')])).toBe('MRV-A');
  expect(formatOfLines(['P'.padEnd(44, '<'), ''.padEnd(36, '<')])).toBeNull();
});
