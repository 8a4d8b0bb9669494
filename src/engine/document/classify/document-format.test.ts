import { expect, test } from 'vitest';
import type { DocumentFormatName, DocumentType, MrzFormat } from '#domain/document.js';
import type { Quad } from '#domain/geometry.js';
import { documentFormatOf } from '#engine/document/classify/document-format.js';

const rectangle = (width: number, height: number): Quad => [
  { x: 0, y: 0 },
  { x: width, y: 0 },
  { x: width, y: height },
  { x: 0, y: height },
];

test.each<[MrzFormat | null, DocumentType, number, number, DocumentFormatName]>([
  ['TD1', 'id_card', 100, 100, 'TD1'],
  ['FRENCH-ID', 'id_card', 100, 100, 'ID-2'],
  ['LICENCE', 'drivers_license', 100, 100, 'ID-1'],
  [null, 'drivers_license', 85.6, 54, 'ID-1'],
  [null, 'drivers_license', 54, 85.6, 'ID-1'],
  [null, 'id_card', 105, 74, 'ID-2'],
  [null, 'passport', 125, 88, 'TD3'],
  [null, 'passport', 125, 176, 'TD3'],
  [null, 'visa', 120, 80, 'MRV-A'],
  [null, 'visa', 105, 74, 'MRV-B'],
  [null, 'id_card', 100, 100, 'other'],
  [null, 'id_card', 200, 100, 'other'],
])('MRZ %s, a %s of %f × %f mm: %s', (mrzFormat, type, width, height, format) => {
  expect(documentFormatOf({ mrzFormat, type, quad: rectangle(width, height) })).toBe(format);
});
