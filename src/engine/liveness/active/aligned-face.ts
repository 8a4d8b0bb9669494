import type { RgbImage } from '#engine/decode/rgb-image.js';
import { lumaOf } from '#engine/image/luma.js';
import { pointOf, meshPoint } from '#engine/face/face-mesh.js';

/** Side of an aligned face in pixels. */
export const alignedSide = 160;

/** The height of the face, forehead to chin, takes this share of the side. */
const heightShare = 0.72;

/** A face cut out upright at one size: luma, row-major, `alignedSide` squared; and its mesh in those pixels. */
export interface AlignedFace {
  readonly luma: Uint8Array;
  /** Float32, 468 × 2: x, y. */
  readonly mesh: Float32Array;
  /** Between the outer corners of the eyes, turned to the camera: the unit of what is measured on the face. */
  readonly unit: number;
}

/** Cuts a face out of the picture: roll undone, forehead to chin at one height. `mesh`: 468 × 3, in the picture's pixels. */
export function alignFace({ data, width, height }: RgbImage, mesh: Float32Array, yawDegrees: number): AlignedFace {
  const top = pointOf(mesh, meshPoint.foreheadTop);
  const chin = pointOf(mesh, meshPoint.chin);
  const faceHeight = Math.hypot(chin.x - top.x, chin.y - top.y);
  // A unit step down in the crop, in the picture's pixels.
  const step = faceHeight / (heightShare * alignedSide);
  const [downX, downY] = [((chin.x - top.x) / faceHeight) * step, ((chin.y - top.y) / faceHeight) * step];
  const middle = { x: (top.x + chin.x) / 2, y: (top.y + chin.y) / 2 };
  const luma = new Uint8Array(alignedSide * alignedSide);
  const half = alignedSide / 2;
  // Picture pixels that one crop pixel covers are averaged, so that nothing flickers in when the face comes closer.
  const samples = Math.min(4, Math.max(1, Math.round(step)));
  for (let row = 0; row < alignedSide; row++) {
    for (let column = 0; column < alignedSide; column++) {
      let sum = 0;
      for (let i = 0; i < samples; i++) {
        for (let j = 0; j < samples; j++) {
          const right = column + (j + 0.5) / samples - half;
          const down = row + (i + 0.5) / samples - half;
          const x = Math.round(middle.x + right * downY + down * downX - 0.5);
          const y = Math.round(middle.y - right * downX + down * downY - 0.5);
          const at = 3 * (Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x)));
          sum += lumaOf(data[at]!, data[at + 1]!, data[at + 2]!);
        }
      }
      luma[row * alignedSide + column] = sum / samples ** 2;
    }
  }
  const points = new Float32Array((mesh.length / 3) * 2);
  const scale = step ** 2;
  for (let i = 0; i < mesh.length / 3; i++) {
    const [x, y] = [mesh[3 * i]! - middle.x, mesh[3 * i + 1]! - middle.y];
    points[2 * i] = (x * downY - y * downX) / scale + half;
    points[2 * i + 1] = (x * downX + y * downY) / scale + half;
  }
  const [left, right] = [pointOf(mesh, meshPoint.leftEyeOuter), pointOf(mesh, meshPoint.rightEyeOuter)];
  const towards = Math.max(0.5, Math.cos((yawDegrees * Math.PI) / 180));
  return { luma, mesh: points, unit: Math.hypot(right.x - left.x, right.y - left.y) / step / towards };
}
