import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseShapes } from '#engine/document/ocr/print-recogniser.js';
import { letterOfShape } from '#engine/document/text/look-alikes.js';

test('a shape is a letter of each script that draws it', () => {
  expect([letterOfShape('B', 'latin'), letterOfShape('B', 'cyrillic'), letterOfShape('B', 'greek')]).toEqual([
    'B',
    'В',
    'Β',
  ]);
  expect(letterOfShape('Ж', 'cyrillic')).toBe('Ж');
  expect(letterOfShape('Ж', 'latin')).toBeNull();
  expect(letterOfShape('F', 'greek')).toBeNull();
});

test('every shape of the shipped recogniser that is a letter is one of some script', () => {
  const file = new URL('../../../../models/print-recognition-shapes.txt', import.meta.url);
  const letters = parseShapes(readFileSync(file, 'utf8')).filter((shape) => /\p{L}/u.test(shape));
  expect(letters.length).toBeGreaterThan(300);
  for (const shape of letters) {
    const known = (['latin', 'cyrillic', 'greek'] as const).map((script) => letterOfShape(shape, script));
    expect(known.some((letter) => letter !== null)).toBe(true);
  }
});

test.each([
  'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя',
  'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψως',
])('all letters of %s can be read', (letters) => {
  const file = new URL('../../../../models/print-recognition-shapes.txt', import.meta.url);
  const script = /\p{Script=Greek}/u.test(letters) ? 'greek' : 'cyrillic';
  const readable = new Set(parseShapes(readFileSync(file, 'utf8')).map((shape) => letterOfShape(shape, script)));
  expect([...letters].filter((letter) => !readable.has(letter))).toEqual([]);
});
