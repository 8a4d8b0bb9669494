import { expect, it } from 'vitest';
import { dominantAngle } from '#engine/document/locate/dominant-angle.js';
import type { TextRegion } from '#engine/document/ocr/text-regions.js';

const region = (width: number, height: number, angleDegrees: number): TextRegion => ({
  box: { x: 0, y: 0, width, height, angleDegrees },
  score: 1,
});

it('is the direction of most text by length, averaged over neighbours across the half turn', () => {
  expect(dominantAngle([region(100, 10, 89), region(100, 10, -89), region(150, 10, 0)])).toBe(90);
});

it('asks no region that is about as high as wide', () => {
  expect(dominantAngle([region(19, 10, 40), region(30, 10, 5)])).toBe(5);
});
