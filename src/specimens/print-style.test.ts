import { expect, test } from 'vitest';
import { dateStyles, printDate, type DateStyle } from '#specimens/print-style.js';

test.each(Object.keys(dateStyles) as DateStyle[])('%s is what its name says', (style) => {
  expect(printDate('2025-03-11', style)).toBe(style);
});

test('a month that is the same in both languages stands once', () => {
  expect(printDate('2025-01-02', '11 MAR/MARS 2025')).toBe('02 JAN 2025');
  expect(printDate('1974-08-12', '11 MAR/MARS 2025')).toBe('12 AUG/AOÛT 1974');
});
