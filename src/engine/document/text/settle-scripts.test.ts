import { expect, test } from 'vitest';
import { likeliestEntry } from '#engine/document/ocr/line-probabilities.js';
import { createScriptSettler, lettersOfShapes } from '#engine/document/text/settle-scripts.js';
import { steppedLines, type Step } from '../../../../test/support/stepped-line.js';

const alphabet = ['', ' ', 'A', 'B', 'N', 'И', 'Ж', 'Σ', '1'];
const settle = createScriptSettler(alphabet);

/** The likeliest sign of each step after settling. */
function settled(...steps: Step[]): string {
  const line = settle(steppedLines(alphabet)(...steps));
  return steps.map((_, step) => alphabet[line.classes[likeliestEntry(line, step)]!]).join('');
}

test('a Latin word has no letter of another script', () => {
  expect(settled({ A: 1 }, { И: 0.6, N: 0.3 }, { B: 1 }, { N: 0.9 })).toBe('ANBN');
});

test('a Cyrillic word stays Cyrillic, and each word is settled by itself', () => {
  expect(settled({ Ж: 0.9 }, { И: 0.6, N: 0.3 }, { ' ': 1 }, { И: 0.4, N: 0.3 }, { '1': 1 }, { Σ: 0.98 })).toBe(
    'ЖИ N1Σ',
  );
});

test('shapes become letters of the script of their word', () => {
  expect(lettersOfShapes('HИHA')).toBe('НИНА');
  expect(lettersOfShapes('HИHA NINA 12')).toBe('НИНА NINA 12');
  expect(lettersOfShapes('ΣΩTHPHΣ')).toBe('ΣΩΤΗΡΗΣ');
});

test('a word that several scripts can write follows the line, and is Latin where the line does not tell', () => {
  expect(lettersOfShapes('AHHA')).toBe('AHHA');
  expect(lettersOfShapes('AHHA ЖИBAГO')).toBe('АННА ЖИВАГО');
  expect(lettersOfShapes('ЖИBAГO DAVID BOB')).toBe('ЖИВАГО DAVID BOB');
});

test('a word of mixed shapes stays as it was seen', () => {
  expect(lettersOfShapes('NИΣ')).toBe('NИΣ');
});
