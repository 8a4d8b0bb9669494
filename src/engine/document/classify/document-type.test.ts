import { expect, test } from 'vitest';
import { documentTypeOf } from '#engine/document/classify/document-type.js';

const box = (text: string, y = 0, height = 20) => ({ text, confidence: 1, box: { x: 0, y, width: 200, height } });

test.each([
  ['P', null, [], 'passport'],
  ['PD', null, ['IDENTITY CARD'], 'passport'],
  ['V', null, [], 'visa'],
  ['I', 'UTO', [], 'id_card'],
  ['ID', 'UTO', ['RESIDENCE PERMIT'], 'residence_permit'],
  ['AR', 'DEU', [], 'residence_permit'],
  ['C1', 'USA', [], 'residence_permit'],
  ['D1', 'FRA', ['IDENTITY CARD'], 'drivers_license'],
  ['FA', 'CHE', [], 'drivers_license'],
  [null, null, ['REISEPASS · PASSPORT · PASSEPORT'], 'passport'],
  [null, null, ["CARTE NATIONALE D'IDENTITÉ / IDENTITY CARD", 'Passport No.'], 'id_card'],
  [null, null, ['DRIVERLICENSE'], 'drivers_license'],
  [null, null, ['PERMANENT RESIDENT'], 'residence_permit'],
  [null, null, ['VISA'], 'visa'],
  [null, null, ['Passport No.', 'ADVISABLE'], 'other'],
  [null, null, ['1. DOE', '2. JANE', '4a. 01.02.2013', '4b. 01.02.2028', '5. 123456'], 'drivers_license'],
  [null, null, ['4a', '3', '4b', '8', 'PASSPORT OFFICE BARATARIA'], 'drivers_license'],
  [null, null, ['PASSPORT OFFICE BARATARIA', 'PERMANENT RESIDENT'], 'residence_permit'],
  [null, null, [], 'other'],
] as const)('MRZ code %s of %s with %j is %s', (documentCode, issuingState, texts, type) => {
  const boxes = texts.map((text, index) => box(text, index * 30));
  expect(documentTypeOf({ documentCode, issuingState, boxes, barcodeType: null })).toBe(type);
});

test('the subfile of an AAMVA barcode tells a licence from an identification card, where there is no MRZ', () => {
  const input = { documentCode: null, issuingState: 'USA', boxes: [] };
  expect(documentTypeOf({ ...input, barcodeType: 'drivers_license' })).toBe('drivers_license');
  expect(documentTypeOf({ ...input, barcodeType: 'id_card' })).toBe('id_card');
  expect(documentTypeOf({ ...input, documentCode: 'P', barcodeType: 'id_card' })).toBe('passport');
});
