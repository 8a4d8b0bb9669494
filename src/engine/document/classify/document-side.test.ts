import { expect, test } from 'vitest';
import { documentSideOf, type DocumentSideInput } from '#engine/document/classify/document-side.js';

const blank: DocumentSideInput = {
  type: 'id_card',
  mrzFormat: null,
  portraitShare: null,
  hasBarcode: false,
  hasPrintedFields: false,
};

test.each<[string, Partial<DocumentSideInput>, ReturnType<typeof documentSideOf>]>([
  ['a passport', { type: 'passport', mrzFormat: 'TD3', portraitShare: 0.6 }, 'data-page'],
  ['a visa without a portrait', { type: 'visa' }, 'data-page'],
  ['a portrait', { portraitShare: 0.5 }, 'front'],
  ['a portrait and a TD2 MRZ', { portraitShare: 0.5, mrzFormat: 'TD2' }, 'front'],
  ['a TD1 MRZ', { mrzFormat: 'TD1' }, 'back'],
  ["a licence's line", { mrzFormat: 'LICENCE' }, 'back'],
  ["a licence's line and a portrait", { mrzFormat: 'LICENCE', portraitShare: 0.5 }, 'front'],
  ['a TD1 MRZ and a small second portrait', { mrzFormat: 'TD1', portraitShare: 0.25 }, 'back'],
  ['a TD1 MRZ and a portrait', { mrzFormat: 'TD1', portraitShare: 0.5 }, 'both'],
  ['a barcode', { type: 'drivers_license', hasBarcode: true }, 'back'],
  ['a portrait and a barcode', { type: 'drivers_license', hasBarcode: true, portraitShare: 0.5 }, 'both'],
  ['print alone', { hasPrintedFields: true }, 'back'],
  ['nothing', {}, null],
])('%s: %j is %s', (_name, found, side) => {
  expect(documentSideOf({ ...blank, ...found })).toBe(side);
});
