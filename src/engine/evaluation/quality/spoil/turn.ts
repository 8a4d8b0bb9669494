import type { RgbImage } from '#engine/decode/rgb-image.js';
import { warp } from '#engine/evaluation/quality/spoil/remap.js';
import type { MeshedFace } from '#engine/face/face-detector.js';

/** Cells of the map of depths along each side of the picture. */
const mapSide = 48;
/** Width of the kernel that spreads the mesh's depths, as a share of the distance between the eyes. */
const kernel = 0.22;
/** How far behind the mesh's mean depth the head turns, in inter-eye distances. */
const axisBehind = 0.9;
const rounds = 4;

/**
 * The head turned to the image's right by `yawDegrees` and up by `pitchDegrees`: every point moves as its depth in the
 * mesh says, so it holds for small angles only. What the turn would uncover is stretched.
 */
export function turned(image: RgbImage, face: MeshedFace, yawDegrees: number, pitchDegrees: number): RgbImage {
  if (yawDegrees === 0 && pitchDegrees === 0) return image;
  const { mesh, interEyeDistancePixels: unit } = face;
  let [x0, y0, z0] = [0, 0, 0];
  for (let i = 0; i < mesh.length; i += 3) {
    x0 += (mesh[i]! * 3) / mesh.length;
    y0 += (mesh[i + 1]! * 3) / mesh.length;
    z0 += (mesh[i + 2]! * 3) / mesh.length;
  }
  z0 += axisBehind * unit;
  const depths = depthMap(image, face);
  const depthAt = (x: number, y: number): number => {
    const u = Math.min(mapSide - 1.001, Math.max(0, (x / image.width) * mapSide - 0.5));
    const v = Math.min(mapSide - 1.001, Math.max(0, (y / image.height) * mapSide - 0.5));
    const [left, top] = [Math.floor(u), Math.floor(v)];
    const [a, b] = [u - left, v - top];
    const i = top * mapSide + left;
    const upper = depths[i]! * (1 - a) + depths[i + 1]! * a;
    const lower = depths[i + mapSide]! * (1 - a) + depths[i + mapSide + 1]! * a;
    return upper * (1 - b) + lower * b;
  };
  const [yaw, pitch] = [(yawDegrees * Math.PI) / 180, (pitchDegrees * Math.PI) / 180];
  return warp(image, (toX, toY) => {
    let [x, y] = [toX, toY];
    for (let round = 0; round < rounds; round++) {
      const nearness = z0 - depthAt(x, y);
      x = x0 + (toX - x0 - nearness * Math.sin(yaw)) / Math.cos(yaw);
      y = y0 + (toY - y0 + nearness * Math.sin(pitch)) / Math.cos(pitch);
    }
    return { x, y };
  });
}

/** Depth (z of the mesh) all over the picture: the mesh's points, spread by a kernel; far from them their edge goes on. */
function depthMap({ width, height }: RgbImage, { mesh, interEyeDistancePixels }: MeshedFace): Float32Array {
  const map = new Float32Array(mapSide * mapSide);
  const scale = kernel * interEyeDistancePixels;
  for (let v = 0; v < mapSide; v++) {
    for (let u = 0; u < mapSide; u++) {
      const x = ((u + 0.5) * width) / mapSide;
      const y = ((v + 0.5) * height) / mapSide;
      let sum = 0;
      let weights = 0;
      for (let i = 0; i < mesh.length; i += 3) {
        // A heavy tail, so that the nearest points decide where none is near.
        const weight = 1 / (1 + ((mesh[i]! - x) ** 2 + (mesh[i + 1]! - y) ** 2) / scale ** 2) ** 3;
        sum += weight * mesh[i + 2]!;
        weights += weight;
      }
      map[v * mapSide + u] = sum / weights;
    }
  }
  return map;
}
