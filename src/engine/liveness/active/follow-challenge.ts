import type { ActiveLivenessReason, Challenge, ChallengeMotion } from '#domain/challenge.js';
import { activeLimits } from '#engine/liveness/active/limits.js';
import type { HeadMotion } from '#engine/liveness/active/motions.js';

/** What became of one step of a challenge. */
export interface FollowedStep {
  readonly motion: ChallengeMotion;
  /** When it was asked for. */
  readonly askedAtMs: number;
  /** When it began; null: not in its time. */
  readonly madeAtMs: number | null;
  readonly reason: ActiveLivenessReason | null;
}

const opposite: Readonly<Record<ChallengeMotion, ChallengeMotion | null>> = {
  'turn-left': 'turn-right',
  'turn-right': 'turn-left',
  'look-up': 'look-down',
  'look-down': 'look-up',
  'come-closer': null,
};

/**
 * Whether each motion was made in its own time: from when a person can have reacted until the next one was asked for, and not
 * the opposite one first. A head that comes back from one side swings past the middle; that is no motion (motions.ts).
 */
export function followChallenge({ steps, endsAtMs }: Challenge, motions: readonly HeadMotion[]): FollowedStep[] {
  return steps.map(({ motion, atMs }, index) => {
    const from = atMs + activeLimits.reactionMs;
    // Who is slow may begin when the next one is shown already.
    const until = (steps[index + 1]?.atMs ?? endsAtMs) + activeLimits.reactionMs;
    const inTime = ({ fromMs }: HeadMotion): boolean => fromMs >= from && fromMs < until;
    const made = motions.find((one) => one.motion === motion && inTime(one));
    const step = { motion, askedAtMs: atMs, madeAtMs: made?.fromMs ?? null };
    const contrary = motions.find((one) => one.motion === opposite[motion] && inTime(one));
    if (contrary !== undefined && (made === undefined || contrary.fromMs < made.fromMs)) {
      // What a later step asks for, made now, is the wrong order and not the wrong direction.
      const isLater = steps.slice(index + 1).some((later) => later.motion === contrary.motion);
      return { ...step, reason: isLater ? 'motion-wrong-order' : 'motion-wrong-direction' };
    }
    if (made !== undefined) return { ...step, reason: null };
    return { ...step, reason: reasonOfMissing(motion, { from, until, steps, motions }) };
  });
}

/** The motions since the first one was asked for that are none of those that were, and no part of one. */
export function unaskedMotions(
  { steps, endsAtMs }: Challenge,
  motions: readonly HeadMotion[],
  followed: readonly FollowedStep[],
): HeadMotion[] {
  const made = motions.filter((one) =>
    followed.some(({ motion, madeAtMs }) => motion === one.motion && madeAtMs === one.fromMs),
  );
  const isBeside = (one: HeadMotion, other: HeadMotion): boolean =>
    one.fromMs <= other.untilMs + activeLimits.besideMs && one.untilMs >= other.fromMs - activeLimits.besideMs;
  // Turning the other way is never part of a turn.
  const isPart = (one: HeadMotion): boolean =>
    made.some((asked) => one === asked || (opposite[asked.motion] !== one.motion && isBeside(one, asked)));
  const firstAtMs = steps[0]?.atMs ?? 0;
  return motions.filter((one) => one.fromMs >= firstAtMs && one.fromMs < endsAtMs && !isPart(one));
}

function reasonOfMissing(
  motion: ChallengeMotion,
  {
    from,
    until,
    steps,
    motions,
  }: {
    readonly from: number;
    readonly until: number;
    readonly steps: Challenge['steps'];
    readonly motions: readonly HeadMotion[];
  },
): ActiveLivenessReason {
  // Another step's motion in this one's time, and this one's in another's: all were made, but not as they were asked for.
  const asked = new Set(steps.map((step) => step.motion));
  const others = motions.some(
    (one) => one.motion !== motion && asked.has(one.motion) && one.fromMs >= from && one.fromMs < until,
  );
  const elsewhere = motions.filter((one) => one.motion === motion);
  if (others && elsewhere.length > 0) return 'motion-wrong-order';
  const isEarly = elsewhere.some((one) => one.fromMs < from && one.untilMs >= from - 2 * activeLimits.reactionMs);
  if (isEarly || elsewhere.some((one) => one.fromMs < from)) return 'motion-too-early';
  return 'motion-missing';
}
