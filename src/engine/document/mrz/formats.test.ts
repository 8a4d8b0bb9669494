import { expect, test } from 'vitest';
import { formatOfLines, layoutOfLines, mrzLayouts } from '#engine/document/mrz/formats.js';
import { allowedCharacters, type MrzSpan } from '#engine/document/mrz/layout.js';
import { nationalLicenceLayouts } from '#engine/document/mrz/national-layouts.js';

test.each([...Object.values(mrzLayouts), ...Object.values(nationalLicenceLayouts)])(
  'the spans and check digits of $format cover every position once',
  (layout) => {
    const seen = new Map<string, number>();
    const mark = ({ line, start, end }: MrzSpan): void => {
      for (let column = start; column < end; column++) {
        seen.set(`${line},${column}`, (seen.get(`${line},${column}`) ?? 0) + 1);
      }
    };
    Object.values(layout.elements).forEach(mark);
    for (const { line, column } of Object.values(layout.checks)) mark({ line, start: column, end: column + 1 });
    expect(seen.size).toBe(layout.lineLengths.reduce((a, b) => a + b));
    expect([...seen.values()].every((count) => count === 1)).toBe(true);
  },
);

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
  expect(formatOfLines(['D1'.padEnd(30, '<')])).toBe('LICENCE');
  expect(formatOfLines([''.padEnd(9, '<'), ''.padEnd(30, '<'), ''.padEnd(30, '<')])).toBe('SWISS-LICENCE');
});

test('what stands where tells the French card from a TD2, even misread', () => {
  const french = ['1DFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<', '88O6923102858CORINNE<<<<<<<6512068F6'];
  expect(formatOfLines(french)).toBe('FRENCH-ID');
  expect(formatOfLines(['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6'])).toBe('TD2');
  expect(formatOfLines(['IDFRAERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907FRA7408122F1204159<<<<<<<6'])).toBe('TD2');
});

test('the state of a licence says what its free part holds', () => {
  expect(layoutOfLines('LICENCE', ['D1FRA13AA000026181231MARTIN<<9']).elements.surname).toBeDefined();
  expect(layoutOfLines('LICENCE', ['D1UTO13AA000026181231MARTIN<<9'])).toBe(mrzLayouts.LICENCE);
  expect(layoutOfLines('TD3', ['P<FRA'])).toBe(mrzLayouts.TD3);
});

test('a zone opens as its format does', () => {
  expect([0, 1, 2, 3, 4, 5].map((column) => allowedCharacters(mrzLayouts['SWISS-LICENCE'], 1, column)).join(' ')).toBe(
    'F A C H E 0123456789',
  );
  expect(allowedCharacters(mrzLayouts['FRENCH-ID'], 1, 3)).toBe('0123456789');
  expect(allowedCharacters(mrzLayouts['FRENCH-ID'], 1, 4)).toContain('G');
});
