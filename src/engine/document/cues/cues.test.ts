import { expect, test } from 'vitest';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { Quad } from '#domain/geometry.js';
import { colourlessCue } from '#engine/document/cues/colourless.js';
import { fineGridCue } from '#engine/document/cues/fine-grid.js';
import { unexplained } from '#engine/document/cues/least-squares.js';

type Painter = (x: number, y: number) => readonly [number, number, number];

const width = 720;
const height = 480;
const whole: Quad = [
  { x: 0, y: 0 },
  { x: width, y: 0 },
  { x: width, y: height },
  { x: 0, y: height },
];

function paint(colourAt: Painter): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at++) data.set(colourAt(at % width, Math.floor(at / width)), at * 3);
  return { width, height, data };
}

/** Without a pattern of its own, the same in every run: the fractional part of a multiple of an irrational. */
const noise = (x: number, y: number): number => (((x * 12.9898 + y * 78.233) ** 2 * 0.618034) % 1) * 8;
/** Spots with hard edges that stand on no lattice, in place of print. */
const print = (x: number, y: number): number =>
  Math.sin(0.13 * x + 3 * Math.sin(0.021 * x + 0.013 * y)) * Math.sin(0.17 * y + 2 * Math.sin(0.033 * y - 0.009 * x)) >
  0.2
    ? 60
    : 190;
const grey = (level: number): [number, number, number] => [level, level, level];

const turned = (period: number, x: number, y: number): number => {
  const cos = Math.cos(0.3);
  const sin = Math.sin(0.3);
  const wave = (distance: number): number => Math.cos((2 * Math.PI * distance) / period);
  return wave(x * cos + y * sin) + wave(y * cos - x * sin);
};

test.each([
  ['print and noise', (x, y) => grey(print(x, y) + noise(x, y)), 'clear'],
  ['the grid of a screen over it', (x, y) => grey(print(x, y) + noise(x, y) + 6 * turned(3.3, x, y)), 'suspicious'],
  [
    'hatching has one direction only',
    (x, y) => grey(print(x, y) + noise(x, y) + 12 * Math.cos(1.1 * x + 0.7 * y)),
    'clear',
  ],
  ['a ground without edges shows nothing', (x, y) => grey(120 + noise(x, y)), 'not-assessed'],
] as const satisfies (readonly [string, Painter, string])[])('fine grid: %s', (_name, painter, verdict) => {
  expect(fineGridCue(paint(painter), whole).verdict).toBe(verdict);
});

test('fine grid: a small document is not assessed', () => {
  const small: Quad = [whole[0], { x: 500, y: 0 }, { x: 500, y: 300 }, { x: 0, y: 300 }];
  expect(
    fineGridCue(
      paint(() => grey(90)),
      small,
    ),
  ).toEqual({
    name: 'fine-grid',
    verdict: 'not-assessed',
    score: null,
    reason: 'resolution-insufficient',
  });
});

/** Light that is warm, falls off to the right and is bluer in the dark. */
const lit = (level: number, x: number): [number, number, number] => {
  const light = level * (1 - (0.3 * x) / width);
  return [light * 1.08, light, light * 0.85 + 6];
};

test.each([
  ['a grey copy under a warm lamp', (x, y) => lit(print(x, y), x), 'suspicious'],
  ['a tenth of it coloured', (x, y) => (x % 100 < 10 ? [200, 120, 90] : lit(print(x, y), x)), 'clear'],
  ['too little light', () => lit(20, 0), 'not-assessed'],
  ['a grey file', (x, y) => grey(print(x, y)), 'not-assessed'],
] as const satisfies (readonly [string, Painter, string])[])('colourless: %s', (_name, painter, verdict) => {
  expect(colourlessCue(paint(painter), whole).verdict).toBe(verdict);
});

test('least squares leave what the terms do not explain', () => {
  const terms = [0, 1, 2, 3].map((x) => [1, x]);
  const left = unexplained(terms, Float64Array.of(1, 3 + 0.5, 5 - 0.5, 7));
  expect([...left].map((value) => Math.round(value * 100) / 100)).toEqual([-0.15, 0.45, -0.45, 0.15]);
});
