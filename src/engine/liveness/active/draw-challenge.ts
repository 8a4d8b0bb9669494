import { challengeMotions, type Challenge, type ChallengeMotion } from '#domain/challenge.js';

/** Two to four motions: one alone is made by chance too often, five are too much to ask. */
const counts = { least: 2, most: 4 } as const;

/** Milliseconds. Nobody can know when the next one comes; everybody has time for it. */
const timing = { firstLeast: 1500, firstMost: 2500, nextLeast: 2200, nextMost: 3400, lastLasts: 2600 } as const;

/** A head that turns shows its shape: one of these is in every challenge. */
const turns: readonly ChallengeMotion[] = ['turn-left', 'turn-right'];

/**
 * Draws what a person is asked to do: two to four motions, none twice, a turn among them, in an order and at times that cannot
 * be known before. `random`: from 0 to below 1; only tests give one that is not secure.
 */
export function drawChallenge({ random, nonce }: { readonly random: () => number; readonly nonce: string }): Challenge {
  const below = (count: number): number => Math.floor(random() * count);
  const count = counts.least + below(counts.most - counts.least + 1);
  const turn = turns[below(turns.length)]!; // below the length
  const others = shuffled(
    challengeMotions.filter((motion) => motion !== turn),
    below,
  );
  const motions = shuffled([turn, ...others.slice(0, count - 1)], below);
  const between = (least: number, most: number): number => Math.round(least + random() * (most - least));
  let atMs = 0;
  const steps = motions.map((motion, index) => {
    atMs += index === 0 ? between(timing.firstLeast, timing.firstMost) : between(timing.nextLeast, timing.nextMost);
    return { motion, atMs };
  });
  return { nonce, steps, endsAtMs: atMs + timing.lastLasts };
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[], below: (count: number) => number): T[] {
  const left = [...items];
  const drawn: T[] = [];
  while (left.length > 0) drawn.push(...left.splice(below(left.length), 1));
  return drawn;
}
