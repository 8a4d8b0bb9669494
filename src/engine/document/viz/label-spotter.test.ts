import { expect, test } from 'vitest';
import { createLabelSpotter } from '#engine/document/viz/label-spotter.js';
import { steppedLines } from '../../../../test/support/stepped-line.js';

const alphabet = ['', ...'Tailex: '];
const spot = createLabelSpotter(alphabet);

/** A character a step, with blanks between. */
const spelled = (text: string) =>
  steppedLines(alphabet)(...text.split('').flatMap((character) => [{ [character]: 1 }, {}]));
const found = (text: string) =>
  spot(spelled(text)).map(({ phrase, ...place }) => ({ kind: phrase.kind, printed: phrase.printed, ...place }));

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
