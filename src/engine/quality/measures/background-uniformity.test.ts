import { expect, test } from 'vitest';
import type { FiveLandmarks } from '#domain/face.js';
import { backgroundGradient } from '#engine/quality/measures/background-uniformity.js';

/** A face with its eyes 40 pixels apart about the middle of a picture of 300 × 300. */
const landmarks: FiveLandmarks = [
  { x: 130, y: 150 },
  { x: 170, y: 150 },
  { x: 150, y: 173 },
  { x: 134, y: 196 },
  { x: 167, y: 196 },
];

function picture(levelAt: (x: number, y: number) => number, size = 300) {
  const data = new Uint8Array(size * size * 3);
  for (let i = 0; i < size * size; i++) data.fill(levelAt(i % size, Math.floor(i / size)), i * 3, i * 3 + 3);
  return { width: size, height: size, data };
}

test('a plain background has no gradient, whatever the face shows', () => {
  const plain = picture((x, y) => (Math.hypot(x - 150, y - 150) < 50 ? (x * 37) % 256 : 180));
  expect(backgroundGradient(plain, { landmarks })).toBe(0);
});

test('stripes behind the head count, and the more the stronger', () => {
  const striped = (levels: number) => picture((x) => 150 + (Math.floor(x / 10) % 2 === 0 ? levels : -levels));
  const [weak, strong] = [20, 60].map((levels) => backgroundGradient(striped(levels), { landmarks }));
  expect(weak).toBeGreaterThan(20);
  expect(strong).toBeGreaterThan(2 * weak!);
});

test('a picture that ends at the face shows no background', () => {
  const moved = landmarks.map(({ x, y }) => ({ x: x - 110, y: y - 120 })) as unknown as FiveLandmarks; // five stay five
  expect(
    backgroundGradient(
      picture(() => 100, 80),
      { landmarks: moved },
    ),
  ).toBeNull();
});
