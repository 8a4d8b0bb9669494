import { expect, test } from 'vitest';
import { lookAlikeNames } from '#engine/document/viz/look-alike-names.js';
import type { TextBox } from '#engine/document/viz/text-box.js';

const line = (text: string, y: number): TextBox => ({
  text,
  confidence: 0.9,
  box: { x: 300, y, width: 140, height: 20 },
});
const texts = (...boxes: TextBox[]): string[] => lookAlikeNames(boxes).map(({ text }) => text);

test('a Greek name read as Latin beside its transliteration is Greek', () => {
  expect(texts(line('Όνομα / Given names', 170), line('AIKATEPINH', 190), line('AIKATERINI', 214))).toEqual([
    'Όνομα / Given names',
    'ΑΙΚΑΤΕΡΙΝΗ',
    'AIKATERINI',
  ]);
});

test('of two lines that look the same the upper one is the local name', () => {
  expect(texts(line('Имена / Given names', 170), line('KATA', 190), line('KATA', 214)).slice(1)).toEqual([
    'КАТА',
    'KATA',
  ]);
});

test('without words of the script, or apart from it, a name stays Latin', () => {
  expect(texts(line('AIKATEPINH', 190), line('AIKATERINI', 214))[0]).toBe('AIKATEPINH');
  expect(texts(line('Όνομα', 170), line('AIKATEPINH', 190), line('AIKATERINI', 314))[1]).toBe('AIKATEPINH');
});
