import type { Random } from '#specimens/random.js';

/** A smooth random field: value in −1…1 at any point, with features about one unit wide. */
export type Noise = (x: number, y: number) => number;

/** Side of the lattice of random values, a power of two; the field repeats after it. */
const side = 64;

/** Value noise: random values on a lattice, smoothly interpolated. */
export function valueNoise(random: Random): Noise {
  const lattice = Float32Array.from({ length: side * side }, () => random.between(-1, 1));
  const at = (x: number, y: number): number => lattice[(y & (side - 1)) * side + (x & (side - 1))]!;
  return (x, y) => {
    const left = Math.floor(x);
    const top = Math.floor(y);
    const fx = fade(x - left);
    const fy = fade(y - top);
    const upper = at(left, top) * (1 - fx) + at(left + 1, top) * fx;
    const lower = at(left, top + 1) * (1 - fx) + at(left + 1, top + 1) * fx;
    return upper * (1 - fy) + lower * fy;
  };
}

/** Several octaves on top of each other, each twice as fine and half as strong; about −1…1. */
export function layeredNoise(random: Random, octaves: number): Noise {
  const layers = Array.from({ length: octaves }, (_, i) => valueNoise(random.fork(`octave ${i}`)));
  return (x, y) => {
    let sum = 0;
    for (let i = 0; i < layers.length; i++) sum += layers[i]!(x * 2 ** i, y * 2 ** i) * 0.5 ** (i + 1);
    return sum;
  };
}

const fade = (share: number): number => share * share * (3 - 2 * share);
