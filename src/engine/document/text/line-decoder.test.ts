import { expect, test } from 'vitest';
import { createLineDecoder } from '#engine/document/text/line-decoder.js';
import { steppedLines } from '../../../../test/support/stepped-line.js';

const alphabet = ['', 'A', 'B', '1', '2', '’', "'", '.', ',', 'Ａ', 'I', 'b', ' ', 'Ó', 'Ä'];
const decode = createLineDecoder(alphabet);

const line = steppedLines(alphabet);
const read = (...steps: Parameters<typeof line>) => decode(line(...steps)).text;

test('repeats are one character, a blank between makes them two', () => {
  const { text, confidence } = decode(line({ A: 1 }, { A: 0.5 }, {}, { A: 1 }, { B: 1 }));
  expect(text).toBe('AAB');
  expect(confidence).toBe(1);
});

test('a letter at neighbouring steps, with its mark and without, is one letter seen twice', () => {
  expect(read({ Ä: 0.9 }, { A: 0.6 }, {}, { B: 1 })).toBe('ÄB');
  expect(read({ A: 0.9 }, { Ä: 0.6 }, {}, { B: 1 })).toBe('AB');
  expect(read({ Ä: 0.9 }, {}, { A: 0.6 })).toBe('ÄA');
});

test('a line of blanks has no text and no confidence', () => {
  expect(decode(line({}, {}))).toEqual({ text: '', confidence: 0 });
});

test('two words read as one: a space that the blank outweighs is still seen', () => {
  expect(read({ A: 1 }, { ' ': 0.3 }, { B: 1 })).toBe('A B');
  expect(read({ A: 1 }, { ' ': 0.1 }, { B: 1 })).toBe('AB');
  expect(read({ ' ': 0.3 }, { A: 1 }, { ' ': 0.3 })).toBe('A');
});

test('a date without its point: of the marks that may stand there the likeliest does', () => {
  expect(read({ '1': 1 }, { '.': 0.3, ' ': 0.1, ',': 0.05 }, { '2': 1 })).toBe('1.2');
});

test('a space read as a point: between words a lost mark is a space', () => {
  expect(read({ '1': 1 }, { '.': 0.3, ' ': 0.1 }, { b: 1 })).toBe('1 b');
});

test('a mark beside another is the same one seen twice', () => {
  expect(read({ '1': 1 }, { '.': 0.9 }, { ' ': 0.2 }, { '2': 1 })).toBe('1.2');
});

test('an apostrophe lost because it may be three signs: what looks alike is one sign', () => {
  expect(read({ '1': 1 }, { "'": 0.3, '’': 0.3 }, { '2': 1 })).toBe("1'2");
  expect(read({ Ａ: 0.6 })).toBe('A');
});

test('a comma between words has a space behind it, one in a number has not', () => {
  expect(read({ A: 1 }, { ',': 1 }, { ' ': 0.2 }, { '2': 1 })).toBe('A, 2');
  expect(read({ A: 1 }, { ',': 1 }, { B: 1 })).toBe('A, B');
  expect(read({ '1': 1 }, { ',': 1 }, { '2': 1 })).toBe('1,2');
  expect(read({ '1': 1 }, { ',': 1 }, { ' ': 1 }, { '2': 1 }, {}, { '2': 1 })).toBe('1,22');
});

test('pounds behind a number are no Ib', () => {
  expect(read({ '1': 1 }, { ' ': 0.4 }, { I: 1 }, { b: 1 })).toBe('1 lb');
  expect(read({ A: 1 }, { I: 1 }, { b: 1 })).toBe('AIb');
});

test('a number has no letters with marks, a name has', () => {
  expect(read({ '2': 1 }, { Ó: 1 }, { '2': 1 }, { '1': 1 }, { Ä: 1 })).toBe('2021A');
  expect(read({ A: 1 }, { Ó: 1 }, { '1': 1 })).toBe('AÓ1');
});
