import type { FaceLook } from '#engine/liveness/active/face-look.js';
import { activeLimits } from '#engine/liveness/active/limits.js';

/** Whether frames are copies of each other. */
export interface Repetition {
  /** Mean difference of luma levels between the two most different frames. */
  readonly mostDifferentLevels: number;
  /**
   * How well the recording repeats itself after some time, forwards or backwards: what is left of its motion, 0–1. Null where it
   * is too short or moves too little to tell.
   */
  readonly leastRepeated: number | null;
}

type RepetitionLook = Pick<FaceLook, 'timeMs' | 'pose' | 'size' | 'x' | 'y' | 'thumbnail'>;

/** Less than this is no piece: a head that rests repeats itself. */
const leastLagMs = 900;
/** So much of the recording must be there twice. */
const leastOverlapShare = 0.3;
const lagStepMs = 20;
/** Of the pairs of looks, how many must be alike. */
const shareThatRepeats = 0.75;
/** Degrees, and the same in shares of a frame: about what the mesh is unsure by. Motion below it tells nothing. */
const scales = { degrees: 1, share: 0.004, size: 0.006 } as const;
const leastMotion = 4;

export function repetitionOf(looks: readonly RepetitionLook[]): Repetition {
  return { mostDifferentLevels: mostDifferentLevels(looks), leastRepeated: leastRepeated(looks) };
}

export const isStill = ({ mostDifferentLevels }: Repetition): boolean =>
  mostDifferentLevels <= activeLimits.stillLevels;
export const isRepeated = ({ leastRepeated }: Repetition): boolean =>
  leastRepeated !== null && leastRepeated <= activeLimits.repeatedShare;

function mostDifferentLevels(looks: readonly RepetitionLook[]): number {
  let most = 0;
  for (const [index, one] of looks.entries()) {
    for (const other of looks.slice(index + 1)) {
      let sum = 0;
      for (let i = 0; i < one.thumbnail.length; i++) sum += Math.abs(one.thumbnail[i]! - other.thumbnail[i]!);
      most = Math.max(most, sum / one.thumbnail.length);
    }
  }
  return most;
}

/** Six numbers a look, each in units of what it is unsure by. */
const signalOf = ({ pose, size, x, y }: RepetitionLook): number[] => [
  pose.yawDegrees / scales.degrees,
  pose.pitchDegrees / scales.degrees,
  pose.rollDegrees / scales.degrees,
  x / scales.share,
  y / scales.share,
  Math.log(size) / scales.size,
];

function leastRepeated(looks: readonly RepetitionLook[]): number | null {
  const [first, last] = [looks[0], looks.at(-1)];
  if (first === undefined || last === undefined) return null;
  const times = looks.map(({ timeMs }) => timeMs);
  const signals = looks.map(signalOf);
  const duration = last.timeMs - first.timeMs;
  const motion = spreadOf(signals);
  if (motion < leastMotion || duration < 2 * leastLagMs) return null;
  let least = 1;
  const consider = (mapped: (timeMs: number) => number): void => {
    const pairs = looks.flatMap(({ timeMs }, index) => {
      const at = mapped(timeMs);
      const other = at > timeMs + leastLagMs / 2 || at < timeMs - leastLagMs / 2 ? signalAt(times, signals, at) : null;
      return other === null ? [] : [[signals[index]!, other] as const]; // one signal a look
    });
    if (pairs.length < Math.max(6, leastOverlapShare * looks.length)) return;
    const moved = spreadOf(pairs.map(([signal]) => signal));
    if (moved < leastMotion) return;
    // Not the mean: where the piece begins anew, nothing lies between two looks that is like it.
    const differences = pairs.map(([signal, other]) => distanceSquared(signal, other)).sort((a, b) => a - b);
    const difference = Math.sqrt(differences[Math.floor(shareThatRepeats * differences.length)]!); // less than all
    least = Math.min(least, difference / (Math.SQRT2 * moved));
  };
  for (let lag = leastLagMs; lag <= duration * (1 - leastOverlapShare); lag += lagStepMs)
    consider((time) => time + lag);
  for (let turn = 2 * first.timeMs + leastLagMs; turn <= 2 * last.timeMs - leastLagMs; turn += lagStepMs) {
    consider((time) => turn - time);
  }
  return least;
}

/** Root of the mean squared distance from the mean. */
function spreadOf(signals: readonly (readonly number[])[]): number {
  const mean = signals[0]!.map((_, axis) => signals.reduce((sum, signal) => sum + signal[axis]!, 0) / signals.length);
  return Math.sqrt(signals.reduce((sum, signal) => sum + distanceSquared(signal, mean), 0) / signals.length);
}

const distanceSquared = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, value, axis) => sum + (value - other[axis]!) ** 2, 0);

/** Between the two looks around that time; null outside. */
function signalAt(times: readonly number[], signals: readonly (readonly number[])[], timeMs: number): number[] | null {
  const next = times.findIndex((time) => time >= timeMs);
  if (next <= 0) return null;
  const [before, after] = [times[next - 1]!, times[next]!];
  const share = (timeMs - before) / (after - before);
  return signals[next - 1]!.map((value, axis) => value + share * (signals[next]![axis]! - value));
}
