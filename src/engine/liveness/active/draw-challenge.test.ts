import fc from 'fast-check';
import { expect, test } from 'vitest';
import { challengeSchema } from '#domain/challenge.js';
import { drawChallenge } from '#engine/liveness/active/draw-challenge.js';

const nonce = 'nonce-of-a-session';

test('two to four motions, none twice, a turn among them, in time', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 0.999_999, noNaN: true }), { minLength: 40, maxLength: 40 }),
      (numbers) => {
        let next = 0;
        const challenge = drawChallenge({ random: () => numbers[next++]!, nonce });
        expect(challengeSchema.parse(challenge)).toEqual(challenge);
        const motions = challenge.steps.map(({ motion }) => motion);
        expect(motions.length).toBeGreaterThanOrEqual(2);
        expect(new Set(motions).size).toBe(motions.length);
        expect(motions.some((motion) => motion.startsWith('turn-'))).toBe(true);
        const times = [...challenge.steps.map(({ atMs }) => atMs), challenge.endsAtMs];
        expect(times[0]).toBeGreaterThanOrEqual(1500);
        for (const [index, time] of times.slice(1).entries()) expect(time - times[index]!).toBeGreaterThanOrEqual(2200);
        expect(challenge.endsAtMs).toBeLessThanOrEqual(16_000);
      },
    ),
  );
});

test('every motion can come first, and hardly any two draws are alike', () => {
  const draws = Array.from({ length: 400 }, () => drawChallenge({ random: Math.random, nonce }));
  expect(new Set(draws.map(({ steps }) => steps[0]!.motion)).size).toBe(5);
  expect(new Set(draws.map(({ steps }) => JSON.stringify(steps))).size).toBeGreaterThan(395);
});
