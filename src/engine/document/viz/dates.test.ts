import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateOrderOf, readDate, readTerm, type DateOptions } from '#engine/document/viz/dates.js';

const options: DateOptions = { order: 'day-month-year', role: 'past', now: new Date('2025-06-15T12:00:00Z') };

test.each([
  ['12.08.1974', '1974-08-12'],
  ['12. 8. 1974', '1974-08-12'],
  ['12/08/1974', '1974-08-12'],
  ['12-08-1974', '1974-08-12'],
  ['12 08 1974', '1974-08-12'],
  ['1208 1974', '1974-08-12'],
  ['12081974', '1974-08-12'],
  ['1974-08-12', '1974-08-12'],
  ['1974.08.12.', '1974-08-12'],
  ['1974年8月12日', '1974-08-12'],
  ['19740812', '1974-08-12'],
  ['12 AUG 1974', '1974-08-12'],
  ['12AUG1974', '1974-08-12'],
  ['12 AUG/AOUT 74', '1974-08-12'],
  ['18 JULIJUIL 2024', '2024-07-18'],
  ['17 APRAVR 2022', '2022-04-17'],
  ['12 AUG / AOÛT 1974', '1974-08-12'],
  ['12 août 1974', '1974-08-12'],
  ['1 stycznia 1980', '1980-01-01'],
  ['03 LIP/JUL 1999', '1999-07-03'],
  ['12.VIII.1974', '1974-08-12'],
  ['August 12, 1974', '1974-08-12'],
  ['AUG 12 1974', '1974-08-12'],
  ['12.08.74', '1974-08-12'],
  ['12.O8.I974', '1974-08-12'],
  ['12.08.1974.', '1974-08-12'],
  ['NÉ LE 12.08.1974 À LYON', '1974-08-12'],
  ['01 07,2009.', '2009-07-01'],
  ['1974. aug. 12.', '1974-08-12'],
  ['1974-AUG-12', '1974-08-12'],
  ['1974 m. rugpjūčio 12 d.', '1974-08-12'],
  ['1974. gada 12. augusts', '1974-08-12'],
  ['12 de agosto de 1974', '1974-08-12'],
  ['12th August 1974', '1974-08-12'],
  ['ngày 12 tháng 8 năm 1974', '1974-08-12'],
  ['12 8월/AUG 1974', '1974-08-12'],
  ['1974년 8월 12일', '1974-08-12'],
  ['12 серпня 1974', '1974-08-12'],
  ['昭和49年8月12日', '1974-08-12'],
  ['S49.8.12', '1974-08-12'],
  ['令和元年8月12日', '2019-08-12'],
  ['民國63年8月12日', '1974-08-12'],
  ['12 ส.ค. 2517', '1974-08-12'],
  ['12 สิงหาคม ๒๕๑๗', '1974-08-12'],
  ['١٢/٠٨/١٩٧٤', '1974-08-12'],
  ['۲۱ مرداد ۱۳۵۳', '1974-08-12'],
  ['21 MORDAD 1353', '1974-08-12'],
])('%s is %s', (text, iso) => {
  expect(readDate(text, options)?.iso).toBe(iso);
});

test.each([
  '31.02.1974',
  '12.13.1974',
  '123456',
  'SOLIS 12',
  '000-000-001',
  'L898902C3',
  '12 LIP 1974',
  '12 JUI 1974',
  '',
  '00.00.0000',
])('%j holds no date', (text) => {
  expect(readDate(text, options)).toBeNull();
});

test('the order decides what both orders allow, and the reading says so', () => {
  expect(readDate('04/02/10', options)).toMatchObject({ iso: '2010-02-04', orderAssumed: true });
  expect(readDate('04/02/10', { ...options, order: 'month-day-year' })).toMatchObject({ iso: '2010-04-02' });
  expect(readDate('08/31/1977', { ...options, order: 'month-day-year' })).toMatchObject({
    iso: '1977-08-31',
    orderAssumed: false,
  });
  expect(readDate('08/31/1977', options)).toBeNull();
});

test('a term holds the dates of issue and of expiry', () => {
  expect(readTerm('17.10.03-09.05.2013', options)).toEqual({ dateOfIssue: '2003-10-17', dateOfExpiry: '2013-05-09' });
  expect(readTerm('2003-10-17', options)).toBeNull();
  expect(readTerm('17-10-2003', options)).toBeNull();
});

test('the role decides the century', () => {
  expect(readDate('12.08.30', options)?.iso).toBe('1930-08-12');
  expect(readDate('12.08.30', { ...options, role: 'expiry' })?.iso).toBe('2030-08-12');
});

test('the year 9999 is read where a date may say that there is no end', () => {
  expect(readDate('01 01 9999', { ...options, role: 'expiry' })?.iso).toBe('9999-01-01');
  expect(readDate('01 01 9999', options)).toBeNull();
  expect(readDate('01 01 2999', { ...options, role: 'expiry' })).toBeNull();
});

test('the order of a document', () => {
  expect(dateOrderOf(['08/31/2014', '01/02/2003'], null)).toBe('month-day-year');
  expect(dateOrderOf(['31/08/2014'], 'USA')).toBe('day-month-year');
  expect(dateOrderOf(['01/02/2003'], 'USA')).toBe('month-day-year');
  expect(dateOrderOf(['01/02/2003'], null)).toBe('day-month-year');
});

test('every date is read back from each notation', () => {
  const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
  fc.assert(
    fc.property(fc.date({ min: new Date('1920-01-01'), max: new Date('2025-06-14'), noInvalidDate: true }), (date) => {
      const iso = date.toISOString().slice(0, 10);
      const [year, month, day] = iso.split('-') as [string, string, string];
      for (const text of [
        `${day}.${month}.${year}`,
        `${day} ${month} ${year}`,
        `${day}${month}${year}`,
        iso,
        `${day} ${months[Number(month) - 1]} ${year}`,
        `${day}${months[Number(month) - 1]}${year}`,
      ]) {
        expect(readDate(text, options)?.iso, text).toBe(iso);
      }
    }),
  );
});
