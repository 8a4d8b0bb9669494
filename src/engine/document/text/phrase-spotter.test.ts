import { expect, test } from 'vitest';
import { createPhraseSpotter } from '#engine/document/text/phrase-spotter.js';
import { steppedLines } from '../../../../test/support/stepped-line.js';

const alphabet = ['', 'A', 'a', 'Á', 'B', 'L', 'I', 'Г', '/'];
const line = steppedLines(alphabet);
const spotAll = (printed: readonly string[], ...steps: Parameters<typeof line>) => {
  const phrases = printed.map((phrase) => ({ printed: phrase, dearestPerLetter: 1 }));
  return createPhraseSpotter(alphabet, phrases)(line(...steps), 1, 10);
};
const spot = (phrase: string, ...steps: Parameters<typeof line>) => {
  const [hit] = spotAll([phrase], ...steps);
  return hit === undefined ? null : { first: hit.first, last: hit.last, loss: hit.loss };
};

test('a word that was read is found without loss, marks and case apart', () => {
  expect(spot('bal', {}, { B: 1 }, { Á: 1 }, { L: 1 }, {})).toEqual({ first: 1, last: 3, loss: 0 });
});

test('a letter that another outweighed costs what it is less likely', () => {
  const hit = spot('LAB', { I: 0.8, L: 0.2 }, { a: 1 }, { B: 1 });
  expect([hit?.first, hit?.last]).toEqual([0, 2]);
  expect(hit?.loss).toBeCloseTo(Math.log(4), 5);
});

test('equal letters need a gap between them', () => {
  expect(spot('BALL', { B: 1 }, { A: 1 }, { L: 1 }, { L: 0.5 }, { L: 1 })).toEqual({
    first: 0,
    last: 4,
    loss: 0,
  });
  expect(spot('BALL', { B: 1 }, { A: 1 }, { L: 1 }, { L: 0.9 }, { L: 1 })!.loss).toBeCloseTo(Math.log(9), 5);
});

test('what is too unlike, too long or in letters that the alphabet lacks is not found', () => {
  expect(spot('LAB', { I: 1 }, { I: 1 }, { I: 1 })).toBeNull();
  expect(spot('LAB', { L: 1 }, { A: 1 })).toBeNull();
  expect(spot('Ш', { B: 1 })).toBeNull();
  expect(spot(' / ', { '/': 1 })).toBeNull();
});

test('a mark bounds words and is dear inside one', () => {
  const read: Readonly<Record<string, number>>[] = [{ A: 1 }, { '/': 1 }, { B: 1 }];
  expect(spot('A B', ...read)!.loss).toBe(0);
  expect(spot('AB', ...read)!.loss).toBeCloseTo(Math.log(5), 5);
});

test('a letter of another script that is drawn alike counts', () => {
  expect(spot('ВА', { B: 1 }, { A: 1 })?.loss).toBe(0);
});

test('phrases that begin alike are each found, and each at its own price', () => {
  const read: Readonly<Record<string, number>>[] = [{ L: 1 }, { A: 1 }, { B: 0.8, I: 0.2 }, { A: 1 }];
  const found = spotAll(['LAB', 'LAB', 'LABA', 'LAI', 'LABI'], ...read);
  expect(found.map(({ phrase, last }) => [phrase.printed, last]).sort()).toEqual([
    ['LAB', 2],
    ['LAB', 2],
    ['LABA', 3],
    ['LAI', 2],
  ]);
  expect(found.find(({ phrase }) => phrase.printed === 'LAI')!.loss).toBeCloseTo(Math.log(4), 5);
});

test('phrases shorter or longer than asked for are left out', () => {
  const phrases = ['LA', 'LAB', 'LABA'].map((printed) => ({ printed, dearestPerLetter: 1 }));
  const found = createPhraseSpotter(alphabet, phrases)(line({ L: 1 }, { A: 1 }, { B: 1 }, { A: 1 }), 3, 3);
  expect(found.map(({ phrase }) => phrase.printed)).toEqual(['LAB']);
});
