import type { RgbImage } from '#engine/decode/rgb-image.js';
import { resize } from '#engine/image/resize.js';
import type { RgbColour } from '#specimens/draw/warp.js';
import type { Random } from '#specimens/random.js';
import { layeredNoise } from '#specimens/scene/noise.js';

/** What a document lies on. `pale` has the colour of documents themselves; `scanner` is a plain white bed. */
export const backdropKinds = [
  'scanner',
  'plain',
  'wood',
  'dark',
  'pale',
  'cloth',
  'stone',
  'black',
  'gingham',
  'dotted',
  'tiles',
  'paper-white',
] as const;
export type BackdropKind = (typeof backdropKinds)[number];

interface Surface {
  readonly colour: RgbColour;
  /** How bright the surface is at a pixel; 1 is its colour. */
  readonly brightness: (x: number, y: number) => number;
}

type Painter = (random: Random, width: number, height: number) => Surface;

/** Sizes are in units of the picture's longer side, so that a backdrop looks alike at every resolution. */
const painters: Readonly<Record<BackdropKind, Painter>> = {
  scanner: () => ({ colour: [247, 247, 246], brightness: () => 1 }),

  plain: (random, width, height) => {
    const unit = Math.max(width, height);
    const colour = random.pick<RgbColour>([
      [176, 182, 188],
      [120, 140, 132],
      [196, 176, 150],
      [110, 124, 158],
    ]);
    const noise = layeredNoise(random, 3);
    return { colour, brightness: (x, y) => 1 + 0.03 * noise((x / unit) * 6, (y / unit) * 6) };
  },

  wood: (random, width, height) => {
    const unit = Math.max(width, height);
    const colour = random.pick<RgbColour>([
      [158, 112, 70],
      [124, 84, 52],
      [186, 146, 100],
    ]);
    const bend = layeredNoise(random.fork('bend'), 3);
    const fibre = layeredNoise(random.fork('fibre'), 2);
    const plank = random.between(0.28, 0.42);
    const brightness = (x: number, y: number): number => {
      const u = x / unit;
      const v = y / unit;
      const board = Math.floor(v / plank);
      const across = v / plank - board;
      const grain = Math.sin((v * 90 + bend(u * 2.2 + board * 7.3, v * 9) * 7) * 2);
      const fine = fibre(u * 14 + board * 3.1, v * 420);
      const joint = across < 0.012 ? 0.55 : 1;
      return (1 + 0.1 * grain + 0.1 * fine + 0.09 * Math.sin(board * 2.4)) * joint;
    };
    return { colour, brightness };
  },

  dark: (random, width, height) => {
    const unit = Math.max(width, height);
    const noise = layeredNoise(random, 4);
    return { colour: [44, 42, 46], brightness: (x, y) => 1 + 0.35 * noise((x / unit) * 40, (y / unit) * 40) };
  },

  pale: (random, width, height) => {
    const unit = Math.max(width, height);
    const noise = layeredNoise(random, 4);
    return { colour: [228, 230, 228], brightness: (x, y) => 1 + 0.025 * noise((x / unit) * 24, (y / unit) * 24) };
  },

  cloth: (random, width, height) => {
    const unit = Math.max(width, height);
    const colour = random.pick<RgbColour>([
      [92, 104, 132],
      [140, 72, 70],
      [150, 146, 128],
    ]);
    const folds = layeredNoise(random, 2);
    const brightness = (x: number, y: number): number => {
      const weave = Math.sin((x / unit) * 900) * Math.sin((y / unit) * 900);
      return 1 + 0.12 * weave + 0.14 * folds((x / unit) * 3, (y / unit) * 3);
    };
    return { colour, brightness };
  },

  stone: (random, width, height) => {
    const unit = Math.max(width, height);
    const cloud = layeredNoise(random.fork('cloud'), 4);
    const speck = layeredNoise(random.fork('speck'), 2);
    const brightness = (x: number, y: number): number => {
      const dots = speck((x / unit) * 160, (y / unit) * 160);
      const dark = dots > 0.38 ? 0.55 : 1;
      return (1 + 0.16 * cloud((x / unit) * 8, (y / unit) * 8) + 0.12 * dots) * dark;
    };
    return { colour: [168, 162, 156], brightness };
  },

  black: (random, width, height) => {
    const unit = Math.max(width, height);
    const noise = layeredNoise(random, 2);
    return { colour: [20, 20, 23], brightness: (x, y) => 1 + 0.5 * noise((x / unit) * 3, (y / unit) * 3) };
  },

  gingham: (random, width, height) => {
    const unit = Math.max(width, height);
    const colour = random.pick<RgbColour>([
      [222, 120, 116],
      [132, 168, 216],
      [150, 186, 140],
    ]);
    const folds = layeredNoise(random, 2);
    const check = random.between(0.018, 0.04);
    const stripe = (t: number): number => (Math.floor(t / unit / check) % 2 === 0 ? 0.72 : 1.1);
    const brightness = (x: number, y: number): number =>
      stripe(x) * stripe(y) * (1 + 0.12 * folds((x / unit) * 3, (y / unit) * 3));
    return { colour, brightness };
  },

  dotted: (random, width, height) => {
    const unit = Math.max(width, height);
    const colour = random.pick<RgbColour>([
      [92, 74, 120],
      [58, 96, 104],
      [170, 120, 64],
    ]);
    const bend = layeredNoise(random, 2);
    const brightness = (x: number, y: number): number => {
      const u = (x / unit) * 26 + bend((x / unit) * 2, (y / unit) * 2);
      const v = (y / unit) * 26;
      const petals = 0.2 + 0.09 * Math.cos(5 * Math.atan2((v % 1) - 0.5, ((u + 64) % 1) - 0.5));
      return Math.hypot(((u + 64) % 1) - 0.5, (v % 1) - 0.5) < petals ? 1.65 : 1;
    };
    return { colour, brightness };
  },

  tiles: (random, width, height) => {
    const unit = Math.max(width, height);
    const cloud = layeredNoise(random, 3);
    const side = random.between(0.14, 0.24);
    const brightness = (x: number, y: number): number => {
      const gap = Math.min((x / unit / side) % 1, (y / unit / side) % 1) < 0.03 ? 0.6 : 1;
      return gap * (1 + 0.06 * cloud((x / unit) * 9, (y / unit) * 9));
    };
    return { colour: [198, 190, 176], brightness };
  },

  'paper-white': (random, width, height) => {
    const unit = Math.max(width, height);
    const noise = layeredNoise(random, 3);
    return { colour: [238, 238, 234], brightness: (x, y) => 1 + 0.02 * noise((x / unit) * 9, (y / unit) * 9) };
  },
};

/** Paints an empty table top. */
export function paintBackdrop(kind: BackdropKind, width: number, height: number, random: Random): RgbImage {
  // Half the size: a table is never sharper than the document on it, and a quarter of the pixels costs a quarter.
  return resize(paint(kind, Math.ceil(width / 2), Math.ceil(height / 2), random), width, height);
}

function paint(kind: BackdropKind, width: number, height: number, random: Random): RgbImage {
  const { colour, brightness } = painters[kind](random, width, height);
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const factor = brightness(x, y);
      for (let channel = 0; channel < 3; channel++) {
        data[at + channel] = Math.min(255, Math.max(0, colour[channel as 0 | 1 | 2] * factor));
      }
    }
  }
  return { width, height, data };
}
