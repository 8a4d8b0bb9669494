import { expect, test } from 'vitest';
import { readScores } from '#cli/evaluation/read-scores.js';

test('scores with who was compared, and without', () => {
  expect(readScores('score,same,identity_a,identity_b\n0.5,0,a,b\n0.9,1,a,a\n', 'x.csv')).toEqual({
    pairs: [
      { score: 0.5, same: false, identityA: 'a', identityB: 'b' },
      { score: 0.9, same: true, identityA: 'a', identityB: 'a' },
    ],
    withIdentities: true,
  });
  const { pairs, withIdentities } = readScores('same,score\n0,0.5\n1,-0.25\n', 'x.csv');
  expect(withIdentities).toBe(false);
  expect(new Set(pairs.flatMap(({ identityA, identityB }) => [identityA, identityB])).size).toBe(3);
});

test.each([
  ['score,same\nx,0', 'row 1: score must be a number'],
  ['score,same\n,0', 'row 1: score must be a number'],
  ['score,same\n1,yes', 'row 1: same must be 1 or 0'],
  ['score,same,identity_a,identity_b\n1,0,a,a', 'row 1: same and the identities contradict'],
  ['score,same', 'there are no scores'],
  ['score\n1', 'the header lacks the column same'],
])('%j is refused', (text, why) => expect(() => readScores(text, 'x.csv')).toThrow(why));
