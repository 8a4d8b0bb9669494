import { expect, test } from 'vitest';
import { createPhraseSpotting } from '#engine/document/text/phrase-spotter.js';
import { steppedLines } from '../../../../test/support/stepped-line.js';

const alphabet = ['', 'A', 'a', 'Á', 'B', 'L', 'I', 'Г', '/'];
const { prepare, spotterOf } = createPhraseSpotting(alphabet);

const line = steppedLines(alphabet);
const spot = (phrase: string, ...steps: Parameters<typeof line>) => spotterOf(line(...steps))(prepare(phrase, 2)!);

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
  expect(prepare('Ш', 1)).toBeNull();
  expect(prepare(' / ', 1)).toBeNull();
});

test('a mark bounds words and is dear inside one', () => {
  const read: Readonly<Record<string, number>>[] = [{ A: 1 }, { '/': 1 }, { B: 1 }];
  expect(spot('A B', ...read)!.loss).toBe(0);
  expect(spot('AB', ...read)!.loss).toBeCloseTo(Math.log(5), 5);
});

test('a letter of another script that is drawn alike counts', () => {
  expect(spot('ВА', { B: 1 }, { A: 1 })?.loss).toBe(0);
});
