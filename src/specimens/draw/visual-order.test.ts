import { expect, test } from 'vitest';
import { inVisualOrder } from '#specimens/draw/visual-order.js';

test('Latin text stays as it is', () => {
  expect(inVisualOrder('Surname / Nom')).toBe('Surname / Nom');
});

test('a Hebrew run is turned, the Latin around it is not', () => {
  expect(inVisualOrder('Surname / שם משפחה')).toBe('Surname / החפשמ םש');
});

test('Arabic letters take the forms that their neighbours ask for', () => {
  // Meem initial, hah medial, meem medial, dal final; alef joins nothing after it.
  expect(Array.from(inVisualOrder('محمد'), (letter) => letter.codePointAt(0)!.toString(16))).toEqual([
    'feaa',
    'fee4',
    'fea4',
    'fee3',
  ]);
  expect(Array.from(inVisualOrder('سلام'), (letter) => letter.codePointAt(0)!.toString(16))).toEqual([
    'fee1',
    'fefc',
    'feb3',
  ]);
});
