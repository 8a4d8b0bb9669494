import { expect, test } from 'vitest';
import { adviseDocument } from '#web/capture/guidance/document-guidance.js';
import type { GrayPicture } from '#web/capture/guidance/gray-picture.js';

const width = 320;
const height = 240;
const frame = { left: 22, top: 34, width: 276, height: 172 } as const;

interface Scene {
  /** Of the card, in pixels; its height follows. */
  readonly cardWidth?: number;
  readonly left?: number;
  readonly light?: number;
  /** Pixels over which edges are spread. */
  readonly blur?: number;
  readonly glare?: number;
  /** Brightness of the print. */
  readonly ink?: number;
  /** Of the card. */
  readonly paper?: number;
}

/** A light card with dark print on a dark table. */
function draw({
  cardWidth = 250,
  left = (width - cardWidth) / 2,
  light = 1,
  blur = 0,
  glare = 0,
  ink = 40,
  paper = 205,
}: Scene): GrayPicture {
  const cardHeight = cardWidth / 1.586;
  const top = (height - cardHeight) / 2;
  const at = (x: number, y: number): number => {
    const [u, v] = [x - left, y - top];
    if (u < 0 || v < 0 || u >= cardWidth || v >= cardHeight) return 70;
    if (Math.hypot(u - cardWidth * 0.7, v - cardHeight * 0.3) < glare) return 255;
    const line = Math.floor(v / (cardHeight / 9));
    return line % 2 === 1 && u % 9 < 4 && u > cardWidth * 0.06 ? ink : paper;
  };
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      let count = 0;
      for (let dy = -blur; dy <= blur; dy += 1) {
        for (let dx = -blur; dx <= blur; dx += 1) {
          sum += at(x + dx, y + dy);
          count += 1;
        }
      }
      data[y * width + x] = (sum / count) * light;
    }
  }
  return { data, width, height };
}

test.each<[string, Scene]>([
  ['good', {}],
  ['good', { cardWidth: 200 }],
  ['good', { cardWidth: 284 }],
  ['good', { paper: 250 }],
  ['too-far', { cardWidth: 110 }],
  ['cropped', { cardWidth: 420 }],
  ['glare', { glare: 26 }],
  ['blur', { blur: 2, ink: 80 }],
  ['dark', { light: 0.15 }],
])('%s: %j', (advice, scene) => {
  expect(adviseDocument(draw(scene), frame)).toBe(advice);
});

test('an empty table shows no document', () => {
  expect(adviseDocument({ data: new Uint8Array(width * height).fill(90), width, height }, frame)).toBe('searching');
});
