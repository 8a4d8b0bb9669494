import { expect, test } from 'vitest';
import { documentTypeOf } from '#engine/document/classify/document-type.js';
import { documentTitles } from '#engine/document/tables/document-titles.js';

const titles = Object.entries(documentTitles).flatMap(([type, byLanguage]) =>
  Object.entries(byLanguage).flatMap(([language, words]) => words.map((title) => ({ type, language, title }))),
);

test.each(titles)('$title ($language) makes a $type', ({ type, title }) => {
  const box = { text: title.toUpperCase(), confidence: 1, box: { x: 0, y: 0, width: 200, height: 20 } };
  expect(documentTypeOf({ documentCode: null, issuingState: null, boxes: [box], barcodeType: null })).toBe(type);
});
