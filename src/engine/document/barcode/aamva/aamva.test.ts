import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aamvaDate } from '#engine/document/barcode/aamva/aamva-dates.js';
import { aamvaFields } from '#engine/document/barcode/aamva/aamva-fields.js';
import { aamvaHeightCentimetres, aamvaWeightKilograms } from '#engine/document/barcode/aamva/aamva-measures.js';
import { issuerOfNumber } from '#engine/document/barcode/aamva/issuers.js';
import { parseAamva } from '#engine/document/barcode/aamva/parse-aamva.js';
import { aamvaSamples } from '../../../../../test/support/aamva-cards.js';

const parse = (text: string) => parseAamva(Buffer.from(text, 'latin1'));

function valuesOf(text: string): { fields: Record<string, string>; problems: readonly unknown[] } {
  const card = parse(text);
  if (card === null) throw new Error('no card');
  const { fields, problems } = aamvaFields(card);
  return { fields: Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value])), problems };
}

test.each(aamvaSamples)('$name', ({ text, header, subfiles, type, fields }) => {
  const card = parse(text)!;
  const [issuerIdentificationNumber, aamvaVersion, jurisdictionVersion] = header;
  expect(card.header).toEqual({ issuerIdentificationNumber, aamvaVersion, jurisdictionVersion });
  expect(card.subfiles.map((subfile) => subfile.type)).toEqual(subfiles);
  expect(valuesOf(text)).toEqual({ fields, problems: [] });
  expect(aamvaFields(card).type).toBe(type);
});

const latest = aamvaSamples.find(({ header: [, version] }) => version === 10)!;

test('every element of every subfile is kept', () => {
  const { subfiles } = parse(latest.text)!;
  expect(Object.keys(subfiles[0]!.elements)).toHaveLength(30);
  expect(subfiles[0]!.elements).toMatchObject({ DCK: '123456789', DDA: 'F', DDK: '1', DCF: '2424244747474786102204' });
  expect(subfiles[1]).toEqual({ type: 'ZV', elements: { ZVA: '01' } });
});

const misplaced = ['DL', 'ZV'].map((subject) => ({ code: 'subfile-misplaced', subject }));

test.each([
  ['without the compliance indicator', latest.text.replace('@\n\x1e\r', ''), misplaced],
  ['with CR LF between elements', latest.text.replaceAll('\n', '\r\n'), misplaced],
  ['with CR alone', latest.text.replaceAll('\n', '\r'), []],
  ['with the file separator of older cards', latest.text.replace('\x1e', '\x1c'), []],
  ['without the last carriage return', latest.text.slice(0, -1), []],
  ['with wrong offsets', latest.text.replace(/DL\d{4}/, 'DL0999'), misplaced.slice(0, 1)],
  [
    'with a subfile that the header forgot',
    latest.text.replace('02DL', '01DL').replace(/ZV\d{8}/, ''),
    [misplaced[0], { code: 'subfile-unannounced', subject: 'ZV' }],
  ],
  [
    'without a directory',
    latest.text.replace(/02DL\d{8}ZV\d{8}/, ''),
    [
      { code: 'subfile-unannounced', subject: 'DL' },
      { code: 'subfile-unannounced', subject: 'ZV' },
    ],
  ],
  ['without the type before the first element', latest.text.replace('DLDAQ', 'DAQ'), misplaced.slice(0, 1)],
  [
    'with a line that is no element',
    latest.text.replace('\nDDEN', '\n???\nDDEN'),
    [{ code: 'element-unreadable', subject: 'DL' }, ...misplaced],
  ],
])('a card %s is read all the same', (_, text, problems) => {
  expect(valuesOf(text)).toEqual({ fields: latest.fields, problems });
});

test('values that cannot be are left out, and named', () => {
  const text = latest.text
    .replace('DBB06061986', 'DBB02301986')
    .replace('DAYBRO', 'DAYQQQ')
    .replace('DBC2', 'DBC7')
    .replace('DAU064 in', 'DAU999 in')
    .replace('DDEN', 'DDET');
  const { fields, problems } = valuesOf(text);
  const rest: Record<string, string> = { ...latest.fields };
  for (const name of ['dateOfBirth', 'eyeColour', 'sex', 'heightCentimetres']) delete rest[name];
  expect(fields).toEqual(rest);
  expect(problems).toEqual([
    { code: 'name-truncated', subject: 'DDE' },
    ...['DBB', 'DBC', 'DAU', 'DAY'].map((subject) => ({ code: 'value-impossible', subject })),
  ]);
});

test('what the card does not know is no value and no problem', () => {
  const text = latest.text
    .replace('DADADA', 'DADNONE ')
    .replace('DAYBRO', 'DAYUNK')
    .replace('DBC2', 'DBC0')
    .replace('DBA12102034', 'DBA00000000')
    .replace('DAW120', 'DAWunavl'.slice(0, 6));
  const { fields } = valuesOf(text);
  expect(fields).toMatchObject({ surname: 'LOVELACE', givenNames: 'AUGUSTA' });
  expect(Object.keys(fields).filter((name) => ['eyeColour', 'sex', 'dateOfExpiry'].includes(name))).toEqual([]);
});

test('names in Latin 1 and in UTF-8', () => {
  const latin1 = latest.text.replace('AUGUSTA', 'ZO\xc9');
  const utf8 = latest.text.replace('AUGUSTA', Buffer.from('ZOÉ', 'utf8').toString('latin1'));
  expect([valuesOf(latin1).fields['givenNames'], valuesOf(utf8).fields['givenNames']]).toEqual(['ZOÉ ADA', 'ZOÉ ADA']);
});

test.each([
  ['nothing', ''],
  ['text', 'A PDF 417 barcode with ASCII text'],
  ['a header with nothing behind it', '@\n\x1e\rANSI 636000100102DL00410278ZV03190008'],
  ['the word far inside a text', `${'x'.repeat(60)}ANSI 636000100102DL00410278DLDAQ1`],
])('%s is no card', (_, text) => {
  expect(parse(text)).toBeNull();
});

test.each([
  ['12102034', '2034-12-10'],
  ['20341210', '2034-12-10'],
  ['12/10/2034', '2034-12-10'],
  ['2034-12-10', '2034-12-10'],
  ['02292024', '2024-02-29'],
  ['02292023', null],
  ['13012020', null],
  ['00000000', null],
  ['1210203', null],
])('the date %s', (text, date) => {
  expect(aamvaDate(text)).toBe(date);
});

test.each([
  ['068 in', true, '173'],
  ['173 cm', true, '173'],
  ['173', true, '173'],
  ['173', false, '173'],
  ['68', true, '173'],
  ['508', true, '173'],
  ['5\'-08"', true, '173'],
  ['068', true, '173'],
  ['999', true, null],
  ['tall', true, null],
])('the height %s', (text, inInches, height) => {
  expect(aamvaHeightCentimetres(text, inInches)).toBe(height);
});

test('weights', () => {
  expect([
    aamvaWeightKilograms('180', true),
    aamvaWeightKilograms('082', false),
    aamvaWeightKilograms('x', true),
  ]).toEqual(['82', '82', null]);
});

test('issuers', () => {
  expect([issuerOfNumber('636014'), issuerOfNumber('604428'), issuerOfNumber('999999')]).toEqual([
    { name: 'California', country: 'USA' },
    { name: 'Quebec', country: 'CAN' },
    null,
  ]);
});

test('no content makes the parser throw, and every field of every content is a value', () => {
  const mutated = fc
    .tuple(
      fc.constantFrom(...aamvaSamples.map(({ text }) => text)),
      fc.array(fc.tuple(fc.nat(600), fc.nat(255)), { maxLength: 40 }),
    )
    .map(([text, changes]) => {
      const bytes = Buffer.from(text, 'latin1');
      for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
      return Uint8Array.from(bytes);
    });
  fc.assert(
    fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 400 })), (bytes) => {
      const card = parseAamva(bytes);
      if (card === null) return;
      for (const { value } of Object.values(aamvaFields(card).fields)) expect(value).not.toBe('');
    }),
    { numRuns: 500 },
  );
});
