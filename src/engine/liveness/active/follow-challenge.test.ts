import { expect, test } from 'vitest';
import type { Challenge, ChallengeMotion } from '#domain/challenge.js';
import { followChallenge, unaskedMotions } from '#engine/liveness/active/follow-challenge.js';

const challenge: Challenge = {
  nonce: 'n'.repeat(16),
  steps: [
    { motion: 'turn-left', atMs: 2000 },
    { motion: 'look-up', atMs: 4500 },
  ],
  endsAtMs: 7000,
};
const made = (...motions: (readonly [ChallengeMotion, number])[]) =>
  motions.map(([motion, fromMs]) => ({ motion, fromMs, untilMs: fromMs + 600, extent: 1.5 }));
const reasons = (...motions: (readonly [ChallengeMotion, number])[]) =>
  followChallenge(challenge, made(...motions)).map(({ reason }) => reason);

test.each<[string, (readonly [ChallengeMotion, number])[], (string | null)[]]>([
  [
    'each in its time',
    [
      ['turn-left', 2600],
      ['look-up', 5200],
    ],
    [null, null],
  ],
  [
    'slowly',
    [
      ['turn-left', 4400],
      ['look-up', 7100],
    ],
    [null, null],
  ],
  [
    'with a nod beside a turn',
    [
      ['look-down', 2600],
      ['turn-left', 2700],
      ['look-up', 5200],
    ],
    [null, null],
  ],
  ['nothing', [], ['motion-missing', 'motion-missing']],
  ['only the first', [['turn-left', 2600]], [null, 'motion-missing']],
  [
    'faster than anybody can be',
    [
      ['turn-left', 2050],
      ['look-up', 5200],
    ],
    ['motion-too-early', null],
  ],
  [
    'before it is asked for',
    [
      ['turn-left', 900],
      ['look-up', 5200],
    ],
    ['motion-too-early', null],
  ],
  [
    'to the other side',
    [
      ['turn-right', 2600],
      ['look-up', 5200],
    ],
    ['motion-wrong-direction', null],
  ],
  [
    'to the other side first',
    [
      ['turn-right', 2500],
      ['turn-left', 3300],
      ['look-up', 5200],
    ],
    ['motion-wrong-direction', null],
  ],
  [
    'the other way round',
    [
      ['look-up', 2600],
      ['turn-left', 5200],
    ],
    ['motion-wrong-order', 'motion-wrong-order'],
  ],
])('%s', (_, motions, wanted) => {
  expect(reasons(...motions)).toEqual(wanted);
});

test('turns that are asked for in one order and made in the other', () => {
  const turns: Challenge = {
    ...challenge,
    steps: [
      { motion: 'turn-left', atMs: 2000 },
      { motion: 'turn-right', atMs: 4500 },
    ],
  };
  const steps = followChallenge(turns, made(['turn-right', 2600], ['turn-left', 5200]));
  expect(steps.map(({ reason }) => reason)).toEqual(['motion-wrong-order', 'motion-wrong-direction']);
});

test('motions that nobody asked for, and those that are part of one that was', () => {
  const unasked = (...motions: (readonly [ChallengeMotion, number])[]) =>
    unaskedMotions(challenge, made(...motions), followChallenge(challenge, made(...motions))).map(
      ({ motion }) => motion,
    );
  expect(unasked(['turn-left', 2600], ['look-down', 2900], ['look-up', 5200])).toEqual([]);
  expect(unasked(['come-closer', 1000], ['turn-left', 2600], ['turn-right', 3300], ['look-up', 5200])).toEqual([
    'turn-right',
  ]);
  expect(unasked(['turn-left', 2600], ['come-closer', 4000], ['look-up', 5200], ['turn-right', 7500])).toEqual([
    'come-closer',
  ]);
});
