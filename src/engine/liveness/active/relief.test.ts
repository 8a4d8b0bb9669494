import { describe, expect, test } from 'vitest';
import { alignFace } from '#engine/liveness/active/aligned-face.js';
import { reliefBetween } from '#engine/liveness/active/relief.js';
import { activeLimits } from '#engine/liveness/active/limits.js';
import { seededRandom } from '#specimens/random.js';

// A face of 468 points on a surface, under a texture of blotches, seen by a camera from two sides.
const side = 320;
const random = seededRandom(5);
const blotches = Array.from({ length: 900 }, () => ({
  x: random.between(-1, 1),
  y: random.between(-1.3, 1.3),
  radius: random.between(0.02, 0.07),
  level: random.between(-60, 60),
}));
const texture = new Float32Array(201 * 261);
for (let i = 0; i < texture.length; i++) texture[i] = levelAt((i % 201) / 100 - 1, Math.floor(i / 201) / 100 - 1.3);
const textureAt = (x: number, y: number): number =>
  texture[Math.round((y + 1.3) * 100) * 201 + Math.round((x + 1) * 100)]!;
function levelAt(x: number, y: number): number {
  let level = 130;
  for (const blotch of blotches) {
    const distance = Math.hypot(x - blotch.x, y - blotch.y) / blotch.radius;
    if (distance < 3) level += blotch.level * Math.exp(-(distance ** 2));
  }
  return Math.max(0, Math.min(255, level));
}

const bump = (x: number, y: number, height: number): number => height * Math.exp(-(x ** 2 + y ** 2));

/** Depth towards the camera, in half widths of the face. */
const shapes = {
  sheet: () => 0,
  'bent sheet': (x: number) => 0.35 * (1 - x ** 2),
  // A ball with nose, chin and the hollows of the eyes.
  head: (x: number, y: number) =>
    0.8 * Math.sqrt(Math.max(0, 1 - x ** 2 - (y / 1.5) ** 2)) +
    bump(x / 0.22, (y - 0.15) / 0.3, 0.5) +
    bump(x / 0.4, (y - 1) / 0.25, 0.25) -
    bump((x - 0.42) / 0.25, (y + 0.3) / 0.2, 0.3) -
    bump((x + 0.42) / 0.25, (y + 0.3) / 0.2, 0.3),
} as const;

type Shape = (x: number, y: number) => number;

/** What is seen of the surface when it has turned by `yaw` radians; pixels are filled from the nearest part of the surface. */
function seen(shape: Shape, yaw: number) {
  const place = (x: number, y: number) => {
    const z = shape(x, y);
    const [turnedX, turnedZ] = [x * Math.cos(yaw) + z * Math.sin(yaw), z * Math.cos(yaw) - x * Math.sin(yaw)];
    const scale = (side * 0.28 * 6) / (6 - turnedZ);
    return { px: side / 2 + turnedX * scale, py: side / 2 + y * scale, depth: turnedZ };
  };
  const data = new Uint8Array(side * side * 3).fill(90);
  const depths = new Float32Array(side * side).fill(-Infinity);
  for (let y = -1.3; y <= 1.3; y += 0.006) {
    for (let x = -1; x <= 1; x += 0.006) {
      const { px, py, depth } = place(x, y);
      const at = Math.floor(py) * side + Math.floor(px);
      if (depth <= depths[at]!) continue;
      depths[at] = depth;
      data.fill(textureAt(x, y), 3 * at, 3 * at + 3);
    }
  }
  // The mesh of a net that believes in a head: its points on the surface, forehead and chin where the crop wants them.
  const mesh = new Float32Array(468 * 3);
  const spread = seededRandom(9);
  for (let i = 0; i < 468; i++) {
    const { px, py } = place(spread.between(-0.9, 0.9), spread.between(-1.2, 1.2));
    mesh.set([px, py, 0], 3 * i);
  }
  const fixed = { 10: [0, -1.25], 152: [0, 1.25], 33: [-0.55, -0.3], 263: [0.55, -0.3] } as const;
  for (const [index, [x, y]] of Object.entries(fixed)) {
    const { px, py } = place(x, y);
    mesh.set([px, py, 0], 3 * Number(index));
  }
  return alignFace({ data, width: side, height: side }, mesh, (yaw * 180) / Math.PI);
}

const yaw = 0.18;
const reliefOf = (shape: Shape): number => reliefBetween(seen(shape, 0), seen(shape, yaw))!.fromSheet / Math.sin(yaw);

describe('a surface seen from two sides', () => {
  test('a sheet and a bent sheet have no relief', () => {
    expect(reliefOf(shapes.sheet)).toBeLessThan(activeLimits.surelyFlatRelief);
    expect(reliefOf(shapes['bent sheet'])).toBeLessThan(activeLimits.surelyFlatRelief);
  });

  test('a head has', () => {
    expect(reliefOf(shapes.head)).toBeGreaterThan(activeLimits.relief);
  });

  test('where nothing can be found again nothing is said', () => {
    const plain = alignFace(
      { data: new Uint8Array(side * side * 3).fill(128), width: side, height: side },
      Float32Array.from({ length: 468 * 3 }, (_, i) => (i % 3 === 2 ? 0 : 100 + ((i * 37) % 120))),
      0,
    );
    expect(reliefBetween(plain, plain)).toBeNull();
  });
});
