import { expect, test } from 'vitest';
import { challengeMotions, type Challenge } from '#domain/challenge.js';
import { drawChallenge } from '#engine/liveness/active/draw-challenge.js';
import { followChallenge, unaskedMotions } from '#engine/liveness/active/follow-challenge.js';
import { activeLimits } from '#engine/liveness/active/limits.js';
import type { HeadMotion } from '#engine/liveness/active/motions.js';
import { seededRandom, type Random } from '#specimens/random.js';

// What share of challenges a recording meets that was made before they were drawn, by its motions alone: what else is judged (a
// face at rest before the first motion, repetition, one person, shape) can only lower it.

const draws = (count: number, random: Random): Challenge[] =>
  Array.from({ length: count }, () => drawChallenge({ random: () => random.next(), nonce: 'n'.repeat(16) }));

function shareMet(recording: readonly HeadMotion[], challenges: readonly Challenge[]): number {
  const met = challenges.filter((one) => {
    const steps = followChallenge(one, recording);
    return (
      steps.every(({ reason }) => reason === null) &&
      unaskedMotions(one, recording, steps).length <= activeLimits.unasked
    );
  });
  return met.length / challenges.length;
}

const motionAt = (motion: HeadMotion['motion'], fromMs: number, lastsMs: number): HeadMotion => ({
  motion,
  fromMs,
  untilMs: fromMs + lastsMs,
  extent: 2,
});

/** One motion after another, for as long as the longest challenge lasts. */
function restless(periodMs: number, random: Random): HeadMotion[] {
  const motions: HeadMotion[] = [];
  for (let atMs = random.between(300, 2000); atMs < 16_000; atMs += periodMs * random.between(0.8, 1.2)) {
    const next = random.pick([...challengeMotions]);
    if (next !== motions.at(-1)?.motion) motions.push(motionAt(next, atMs, 0.6 * periodMs));
  }
  return motions;
}

/** Every recording of two motions, by a tenth of a second. */
function* ofTwoMotions(): Generator<HeadMotion[]> {
  for (const first of challengeMotions) {
    for (const second of challengeMotions.filter((motion) => motion !== first)) {
      for (let atMs = 1700; atMs < 3200; atMs += 100) {
        for (let laterMs = 1500; laterMs < 3600; laterMs += 100) {
          yield [motionAt(first, atMs, 700), motionAt(second, atMs + laterMs, 700)];
        }
      }
    }
  }
}

test('recordings that were made before: what share of challenges the best of them meets', () => {
  const random = seededRandom(23);
  const [known, fresh] = [draws(400, random), draws(20_000, random)];
  const best = (recordings: Iterable<HeadMotion[]>): number => {
    let [most, share]: [HeadMotion[], number] = [[], -1];
    for (const recording of recordings) {
      const met = shareMet(recording, known);
      if (met > share) [most, share] = [recording, met];
    }
    return shareMet(most, fresh);
  };
  const twoMotions = best(ofTwoMotions());
  const restlessOnes = [600, 800, 1000, 1500].map((periodMs) => ({
    periodMs,
    share: best(Array.from({ length: 1500 }, () => restless(periodMs, random))),
  }));
  process.stdout.write(
    `best recording of two motions: ${twoMotions.toFixed(3)} of challenges; best of 1500 that never rest: ` +
      `${restlessOnes.map(({ periodMs, share }) => `${share.toFixed(3)} (every ${periodMs} ms)`).join(', ')}\n`,
  );
  expect(twoMotions).toBeLessThan(0.06);
  for (const { share } of restlessOnes) expect(share).toBeLessThan(0.12);
});
