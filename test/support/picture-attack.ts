import type { RgbImage } from '#engine/decode/rgb-image.js';

/** How a picture of a face is held at one moment. Angles in degrees; lengths in widths of the picture. */
export interface PictureHolding {
  readonly yawDegrees: number;
  readonly pitchDegrees: number;
  readonly rollDegrees: number;
  /** Of the picture's middle, from the camera's axis. */
  readonly x: number;
  readonly y: number;
  /** From the camera. */
  readonly distance: number;
  /** Radians by which it is bent about its vertical axis, over its whole width: 0 is flat, π half a tube. */
  readonly bend: number;
}

/** The camera: 640 × 480 and about 60° wide, as telephones and notebooks have it. */
const camera = { width: 640, height: 480, focal: 560 };

type Vector = readonly [number, number, number];

/** What a camera sees of a picture that is held before it: an attack with a print or a screen. Background is a plain grey. */
export function photographPicture(picture: RgbImage, holding: PictureHolding): RgbImage {
  const { width, height, focal } = camera;
  const data = new Uint8Array(width * height * 3).fill(110);
  const turn = rotation(holding);
  const centre: Vector = [holding.x, holding.y, holding.distance];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const ray: Vector = [(column + 0.5 - width / 2) / focal, (row + 0.5 - height / 2) / focal, 1];
      // In the picture's own axes: origin its middle, x right, y down, z away from the camera.
      const from = turned(turn, [-centre[0], -centre[1], -centre[2]]);
      const at = placeOn(from, turned(turn, ray), holding.bend);
      if (at === null) continue;
      const x = (at.along + 0.5) * picture.width;
      const y = at.down * picture.width + picture.height / 2;
      sample(picture, x, y, data, 3 * (row * width + column));
    }
  }
  return { data, width, height };
}

/** Rows take a vector of the camera's axes to the picture's. */
function rotation({ yawDegrees, pitchDegrees, rollDegrees }: PictureHolding): readonly Vector[] {
  const [yaw, pitch, roll] = [yawDegrees, pitchDegrees, rollDegrees].map((degrees) => (degrees * Math.PI) / 180) as [
    number,
    number,
    number,
  ]; // three angles
  const [cy, sy, cp, sp, cr, sr] = [
    Math.cos(yaw),
    Math.sin(yaw),
    Math.cos(pitch),
    Math.sin(pitch),
    Math.cos(roll),
    Math.sin(roll),
  ];
  return [
    [cy * cr + sy * sp * sr, cp * sr, -sy * cr + cy * sp * sr],
    [-cy * sr + sy * sp * cr, cp * cr, sy * sr + cy * sp * cr],
    [sy * cp, -sp, cy * cp],
  ];
}

const turned = (rows: readonly Vector[], [x, y, z]: Vector): Vector =>
  rows.map((row) => row[0] * x + row[1] * y + row[2] * z) as unknown as Vector; // three rows

/** Where a ray meets the picture: how far along it and down it, in its widths from its middle; null where it passes by. */
function placeOn(from: Vector, ray: Vector, bend: number): { readonly along: number; readonly down: number } | null {
  if (bend === 0) {
    if (Math.abs(ray[2]) < 1e-9) return null;
    const t = -from[2] / ray[2];
    return t > 0 ? { along: from[0] + t * ray[0], down: from[1] + t * ray[1] } : null;
  }
  // A tube about the vertical axis through (0, r); its side towards the camera carries the picture.
  const r = 1 / bend;
  const a = ray[0] ** 2 + ray[2] ** 2;
  const b = 2 * (from[0] * ray[0] + (from[2] - r) * ray[2]);
  const c = from[0] ** 2 + (from[2] - r) ** 2 - r ** 2;
  const discriminant = b ** 2 - 4 * a * c;
  if (discriminant < 0) return null;
  const t = (-b - Math.sqrt(discriminant)) / (2 * a);
  if (t <= 0) return null;
  return { along: Math.atan2(from[0] + t * ray[0], r - (from[2] + t * ray[2])) * r, down: from[1] + t * ray[1] };
}

/** Bilinear; leaves the background where the picture ends. */
function sample({ data, width, height }: RgbImage, x: number, y: number, to: Uint8Array, at: number): void {
  const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) return;
  const [fx, fy] = [x - 0.5 - left, y - 0.5 - top];
  const first = 3 * (top * width + left);
  for (let channel = 0; channel < 3; channel++) {
    const i = first + channel;
    const upper = data[i]! * (1 - fx) + data[i + 3]! * fx;
    const lower = data[i + 3 * width]! * (1 - fx) + data[i + 3 * width + 3]! * fx;
    to[at + channel] = upper * (1 - fy) + lower * fy;
  }
}

/** Any motion that a hand can make, smooth over the time: the same for the same numbers. */
export function drawHoldings(random: () => number, frames: number): PictureHolding[] {
  const between = (least: number, most: number): number => least + random() * (most - least);
  const sway = (amplitude: number) => {
    const [size, turns, phase] = [between(0, amplitude), between(0.3, 2.5), between(0, 2 * Math.PI)];
    return (share: number): number => size * Math.sin(phase + 2 * Math.PI * turns * share);
  };
  const [yaw, pitch, roll, x, y, near] = [sway(65), sway(45), sway(25), sway(0.12), sway(0.08), sway(0.3)];
  const isBent = random() < 0.5;
  const [bend, bending] = [isBent ? between(0.3, 1.6) : 0, isBent ? sway(0.6) : () => 0];
  const distance = between(1, 1.7);
  return Array.from({ length: frames }, (_, index) => {
    const share = index / (frames - 1);
    return {
      yawDegrees: yaw(share),
      pitchDegrees: pitch(share),
      rollDegrees: roll(share),
      x: x(share),
      y: y(share),
      distance: distance * (1 + near(share)),
      bend: isBent ? Math.max(0.05, bend + bending(share)) : 0,
    };
  });
}
