import type { FiveLandmarks } from '#domain/face.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { MeshedFace } from '#engine/face/face-detector.js';
import { fiveLandmarksOf } from '#engine/face/five-landmarks.js';
import { headAxesOf } from '#engine/face/head-pose.js';
import {
  applySimilarity,
  fitSimilarity,
  invertSimilarity,
  translated,
  type Similarity,
} from '#engine/face/similarity.js';
import { warpSquare } from '#engine/face/warp-square.js';

/** Pixels of the square from one node of the map of depths to the next. */
const nodeSpacing = 6;
/** Width of the kernel that spreads the mesh's depths, as a share of the square's side. */
const kernel = 0.04;
/** Room around the square, as a share of its side: where a turned head's edge comes from. */
const room = 1 / 3;

/**
 * Cuts the face out as if it looked straight ahead: as `warpSquare`, with the five landmarks of the turned mesh at
 * `template`. Seen from far away, a point of the head lies where its place across the face and its depth put it, so the
 * depths of the mesh, spread over the square, say where each pixel comes from. What the head hides of itself shows what
 * hides it. Gives float RGB 0–255, row-major, side × side × 3.
 */
export function frontalSquare(
  image: RgbImage,
  { landmarks, mesh }: Pick<MeshedFace, 'landmarks' | 'mesh'>,
  template: FiveLandmarks,
  side: number,
): Float32Array {
  const { rightward, downward, facing } = headAxesOf(mesh);
  const turned = throughAxes(mesh, [rightward, downward, [-facing[0], -facing[1], -facing[2]]]);
  const toHead = fitSimilarity(template, fiveLandmarksOf(turned));
  const depths = depthMap(turned, invertSimilarity(toHead), side);

  // What lies about the face, at the resolution of the square: the pixels are taken from there.
  const margin = Math.round(room * side);
  const aroundSide = side + 2 * margin;
  const aroundToImage = translated(fitSimilarity(template, landmarks), -margin, -margin);
  const around = warpSquare(image, aroundToImage, aroundSide);
  const toAround = invertSimilarity(aroundToImage);

  const square = new Float32Array(side * side * 3);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const headX = toHead.a * (x + 0.5) - toHead.b * (y + 0.5) + toHead.tx;
      const headY = toHead.b * (x + 0.5) + toHead.a * (y + 0.5) + toHead.ty;
      const depth = depthAt(depths, x + 0.5, y + 0.5);
      const fromX = rightward[0] * headX + downward[0] * headY - facing[0] * depth;
      const fromY = rightward[1] * headX + downward[1] * headY - facing[1] * depth;
      const aroundX = toAround.a * fromX - toAround.b * fromY + toAround.tx;
      const aroundY = toAround.b * fromX + toAround.a * fromY + toAround.ty;
      samplePixel(around, aroundSide, aroundX - 0.5, aroundY - 0.5, square, (y * side + x) * 3);
    }
  }
  return square;
}

/** The points' coordinates along three axes. */
function throughAxes(points: Float32Array, axes: readonly (readonly [number, number, number])[]): Float32Array {
  const turned = new Float32Array(points.length);
  for (let i = 0; i < points.length; i += 3) {
    axes.forEach(([x, y, z], axis) => (turned[i + axis] = x * points[i]! + y * points[i + 1]! + z * points[i + 2]!));
  }
  return turned;
}

interface DepthMap {
  readonly nodesAcross: number;
  readonly data: Float32Array;
}

/** Depths of the turned mesh at the nodes of a grid over the square; far from its points the nearest go on. */
function depthMap(turned: Float32Array, toSquare: Similarity, side: number): DepthMap {
  const count = turned.length / 3;
  const xs = new Float32Array(count);
  const ys = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const { x, y } = applySimilarity(toSquare, { x: turned[i * 3]!, y: turned[i * 3 + 1]! });
    xs[i] = x;
    ys[i] = y;
  }
  const nodesAcross = Math.ceil(side / nodeSpacing) + 1;
  const data = new Float32Array(nodesAcross * nodesAcross);
  const square = (kernel * side) ** 2;
  for (let node = 0; node < data.length; node++) {
    const x = (node % nodesAcross) * nodeSpacing;
    const y = Math.floor(node / nodesAcross) * nodeSpacing;
    let sum = 0;
    let weights = 0;
    for (let i = 0; i < count; i++) {
      // A heavy tail, so that the nearest points decide where none is near.
      const dx = xs[i]! - x;
      const dy = ys[i]! - y;
      const closeness = square / (square + dx * dx + dy * dy);
      const weight = closeness * closeness * closeness;
      sum += weight * turned[i * 3 + 2]!;
      weights += weight;
    }
    data[node] = sum / weights;
  }
  return { nodesAcross, data };
}

function depthAt({ nodesAcross, data }: DepthMap, x: number, y: number): number {
  const u = x / nodeSpacing;
  const v = y / nodeSpacing;
  const left = Math.floor(u);
  const top = Math.floor(v);
  const a = u - left;
  const b = v - top;
  const i = top * nodesAcross + left;
  const upper = data[i]! * (1 - a) + data[i + 1]! * a;
  const lower = data[i + nodesAcross]! * (1 - a) + data[i + nodesAcross + 1]! * a;
  return upper * (1 - b) + lower * b;
}

/** Writes the value between four pixels; beyond the edge the edge's own goes on. */
function samplePixel(data: Float32Array, side: number, x: number, y: number, out: Float32Array, at: number): void {
  const insideX = Math.min(side - 1.001, Math.max(0, x));
  const insideY = Math.min(side - 1.001, Math.max(0, y));
  const left = Math.floor(insideX);
  const top = Math.floor(insideY);
  const a = insideX - left;
  const b = insideY - top;
  const i = (top * side + left) * 3;
  const below = i + side * 3;
  for (let channel = 0; channel < 3; channel++) {
    const upper = data[i + channel]! * (1 - a) + data[i + 3 + channel]! * a;
    const lower = data[below + channel]! * (1 - a) + data[below + 3 + channel]! * a;
    out[at + channel] = upper * (1 - b) + lower * b;
  }
}
