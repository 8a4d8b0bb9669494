import { expect, test } from 'vitest';
import { createLabelSpotter } from '#engine/document/viz/label-spotter.js';

const alphabet = ['', ...'Tailex: '];
const spot = createLabelSpotter(alphabet);

/** A character a step, with blanks between. */
const lineOf = (text: string) => {
  const rows = text.split('').flatMap((character) => [[character], ['']]);
  const data = rows.flatMap((row) => alphabet.map((shape) => (row.includes(shape) ? 1 : 0)));
  return { steps: rows.length, classes: alphabet.length, data: Float32Array.from(data) };
};
const found = (text: string) =>
  spot(lineOf(text)).map(({ phrase, ...place }) => ({ kind: phrase.kind, printed: phrase.printed, ...place }));

test('a label word is found with its place', () => {
  const label = { kind: 'heightCentimetres', printed: 'taille', start: 0, end: 1, likeness: 1 };
  expect(found('Taille')).toEqual([label]);
  expect(found('Taxxxe')).toEqual([]);
});

test('a letter that was not seen at all is forgiven in a long word only', () => {
  expect(found('Taile').map(({ likeness }) => Math.round(100 * likeness))).toEqual([]);
});

test('label words inside other words are none', () => {
  expect(found('xTaillex')).toEqual([]);
});
