import { expect, test } from 'vitest';
import { extractFields } from '#engine/document/viz/extract-fields.js';
import { localFields } from '#engine/document/viz/local-fields.js';
import type { TextBox } from '#engine/document/viz/text-box.js';

const now = new Date('2026-01-15T00:00:00Z');
const line = (text: string, x: number, y: number, width: number): TextBox => ({
  text,
  confidence: 0.9,
  box: { x, y, width, height: 20 },
});
const latinNames = [
  line('Surname', 100, 60, 80),
  line('COHEN', 100, 85, 70),
  line('Given names', 100, 120, 110),
  line('SARAH', 100, 145, 70),
];

function read(boxes: readonly TextBox[], localBoxes: readonly TextBox[], state: string | null) {
  const zone = { boxes, documentHeight: 500, now };
  const fields = localFields({ ...zone, localBoxes, general: extractFields(zone), state });
  return Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]));
}

test('names under Hebrew labels, set flush right', () => {
  const local = [
    line('מדינת ישראל', 300, 10, 120),
    line('שם משפחה', 520, 60, 80),
    line('כהן', 560, 85, 40),
    line('שם פרטי', 530, 120, 70),
    line('שרה', 565, 145, 35),
  ];
  expect(read(latinNames, local, 'ISR')).toEqual({
    issuingStateNameLocal: 'מדינת ישראל',
    surnameLocal: 'כהן',
    givenNamesLocal: 'שרה',
  });
});

test('a name to the left of its Arabic label, and a date in Arabic digits', () => {
  const local = [line('اسم العائلة', 500, 60, 100), line('الأحمد', 420, 60, 60), line('تاريخ الميلاد', 500, 200, 100)];
  expect(read([line('١٩٨٨/٠٣/١٤', 380, 200, 100)], local, 'EGY')).toEqual({
    surnameLocal: 'الأحمد',
    dateOfBirth: '1988-03-14',
  });
});

test('a name without a label on the line of its Latin spelling', () => {
  expect(read(latinNames, [line('כהן', 560, 85, 40)], 'ISR')).toEqual({ surnameLocal: 'כהן' });
});

test('two lines beside one Latin name are no name', () => {
  expect(read(latinNames, [line('כהן', 560, 85, 40), line('לוי', 400, 85, 40)], 'ISR')).toEqual({});
});

test("a Cyrillic heading names the state, another state's name does not", () => {
  expect(read([line('РЕПУБЛИКА БЪЛГАРИЯ', 100, 10, 200)], [], 'BGR')).toEqual({
    issuingStateNameLocal: 'Република България',
  });
  expect(read([line('РЕПУБЛИКА БЪЛГАРИЯ', 100, 10, 200)], [], 'SRB')).toEqual({});
});
