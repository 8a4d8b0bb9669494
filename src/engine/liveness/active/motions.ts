import type { ChallengeMotion } from '#domain/challenge.js';
import { median } from '#engine/document/median.js';
import type { FaceLook } from '#engine/liveness/active/face-look.js';
import { activeLimits } from '#engine/liveness/active/limits.js';

/** A motion of the head away from where it was at rest. */
export interface HeadMotion {
  readonly motion: ChallengeMotion;
  readonly fromMs: number;
  readonly untilMs: number;
  /** How far it went at most, in multiples of its limit (limits.ts): 1 and more. */
  readonly extent: number;
}

export type MotionLook = Pick<FaceLook, 'timeMs' | 'pose' | 'size'>;

/** The pose and size of a head at rest: each the median. */
export interface Neutral {
  readonly yawDegrees: number;
  readonly pitchDegrees: number;
  readonly size: number;
}

export function neutralOf(looks: readonly MotionLook[]): Neutral {
  return {
    yawDegrees: median(looks.map(({ pose }) => pose.yawDegrees)),
    pitchDegrees: median(looks.map(({ pose }) => pose.pitchDegrees)),
    size: median(looks.map(({ size }) => size)),
  };
}

/** The motion along each axis, signed; 1 is its limit. */
function extentsOf(
  { pose, size }: MotionLook,
  neutral: Neutral,
): readonly [yaw: number, pitch: number, growth: number] {
  return [
    (pose.yawDegrees - neutral.yawDegrees) / activeLimits.yawDegrees,
    (pose.pitchDegrees - neutral.pitchDegrees) / activeLimits.pitchDegrees,
    Math.log(size / neutral.size) / Math.log(activeLimits.growth),
  ];
}

/** Names by axis and sign; moving back is no motion that is asked for. */
const names: readonly (readonly [positive: ChallengeMotion, negative: ChallengeMotion | null])[] = [
  ['turn-left', 'turn-right'],
  ['look-up', 'look-down'],
  ['come-closer', null],
];

/**
 * All motions, by time. Each axis is followed for itself: a head that turns nods a little too, and that must hide nothing. Two
 * looks in a row have to show a motion, lest one misread frame make one.
 */
export function motionsOf(looks: readonly MotionLook[], neutral: Neutral): HeadMotion[] {
  const motions: HeadMotion[] = [];
  for (const [axis, [positive, negative]] of names.entries()) {
    for (const [sign, motion] of [
      [1, positive],
      [-1, negative],
    ] as const) {
      if (motion === null) continue;
      const extents = looks.map((look) => sign * extentsOf(look, neutral)[axis]!); // three axes
      motions.push(...runsOf(looks, extents).map((run) => ({ motion, ...run })));
    }
  }
  return motions.sort((left, right) => left.fromMs - right.fromMs);
}

/** From where the extent passes 1 until it falls below the share at which it is over. */
function runsOf(looks: readonly MotionLook[], extents: readonly number[]): Omit<HeadMotion, 'motion'>[] {
  const runs: { fromMs: number; untilMs: number; extent: number; looks: number }[] = [];
  let open: (typeof runs)[number] | null = null;
  for (const [index, { timeMs }] of looks.entries()) {
    const extent = extents[index]!; // one for each look
    if (open !== null && extent >= activeLimits.overShare) {
      open.untilMs = timeMs;
      open.extent = Math.max(open.extent, extent);
      open.looks += 1;
    } else if (extent >= 1) {
      open = { fromMs: timeMs, untilMs: timeMs, extent, looks: 1 };
      runs.push(open);
    } else {
      open = null;
    }
  }
  return runs.filter((run) => run.looks >= 2).map(({ fromMs, untilMs, extent }) => ({ fromMs, untilMs, extent }));
}
