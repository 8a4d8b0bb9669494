/** A source of randomness that repeats itself for the same seed: a rendering or a figure is a function of its arguments. */
export interface Random {
  /** Uniform in 0 ≤ x < 1. */
  next(): number;
  /** Uniform in `from` ≤ x < `to`. */
  between(from: number, to: number): number;
  /** A whole number, `from` and `to` included. */
  integer(from: number, to: number): number;
  pick<T>(choices: readonly [T, ...T[]]): T;
  /** Normal with mean 0 and deviation 1. */
  normal(): number;
  /** An independent source, so that one part's draws never shift another's. */
  fork(name: string): Random;
}

/** Mulberry32 (Ettinger 2017, public domain): 32 bits of state, ample for pictures and resampling, and useless for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const integer = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    between: (from, to) => from + next() * (to - from),
    integer,
    pick: (choices) => choices[integer(0, choices.length - 1)]!,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    fork: (name) => seededRandom(hash(name) ^ Math.imul(seed, 0x9e3779b1)),
  };
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
