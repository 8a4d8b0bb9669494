import { expect, test } from 'vitest';
import { extractFields } from '#engine/document/viz/extract-fields.js';
import { boxesOf, now, read } from '../../../../test/support/printed-rows.js';

test('a number in the next column joined to the authority: what starts under another label is that one’s value', () => {
  expect(
    read(`
      260 96 18 Issued at/Délivré à
      540 96 18 Visa No./N° du visa
      260 116 27 CONSULATE BENSALEM
      540 116 27 QJS79BA5Q
    `),
  ).toEqual({ authority: 'CONSULATE BENSALEM', documentNumber: 'QJS79BA5Q' });
});

test('sex and nationality that the MRZ knows are found where their labels cannot be read', () => {
  const known = Object.fromEntries(
    Object.entries({ sex: 'F', nationality: 'UTO' }).map(([name, value]) => [
      name,
      { value, valid: true, source: 'mrz' as const, confidence: 1 },
    ]),
  );
  const boxes = boxesOf('300 400 24 UTOPIAN\n300 450 24 F');
  const { fields } = extractFields({ boxes, documentHeight: 700, now, known });
  expect(fields.nationality?.value).toBe('UTO');
  expect(fields.sex?.value).toBe('F');
});

test.each([
  ['Ukrainian', 'Прізвище', 'Ім’я', 'Дата народження'],
  ['Russian', 'Фамилия', 'Имя', 'Дата рождения'],
  ['Greek', 'Επώνυμο', 'Όνομα', 'Ημερομηνία γέννησης'],
  ['Turkish', 'Soyadı', 'Adı', 'Doğum tarihi'],
  ['Swahili', 'Jina la ukoo', 'Majina ya kwanza', 'Tarehe ya kuzaliwa'],
  ['Vietnamese', 'Họ, chữ đệm', 'Chữ đệm và tên', 'Ngày sinh'],
  ['Arabic', 'اللقب', 'الاسم الشخصي', 'تاريخ الميلاد'],
  ['Thai', 'นามสกุล', 'ชื่อตัว', 'วันเกิด'],
])('labels in %s', (_, surname, givenNames, dateOfBirth) => {
  const rows = `300 100 16 ${surname}\n300 120 24 ROE\n300 160 16 ${givenNames}\n300 180 24 JANE\n300 220 16 ${dateOfBirth}\n300 240 24 12.08.1974`;
  expect(read(rows)).toEqual({ surname: 'ROE', givenNames: 'JANE', dateOfBirth: '1974-08-12' });
});

test('a local name joined to the Latin one: each script keeps its own field', () => {
  const values = { surname: 'SHEVCHENKO', surnameLocal: 'ШЕВЧЕНКО', givenNames: 'OLENA', givenNamesLocal: 'ОЛЕНА' };
  expect(
    read(`
      300 100 16 Прізвище/Surname
      300 118 24 ШЕВЧЕНКО
      300 142 24 SHEVCHENKO
      300 190 16 Ім’я/Given names
      300 208 24 ОЛЕНА/OLENA
    `),
  ).toEqual(values);
});
