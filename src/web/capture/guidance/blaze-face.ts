import type { SeenFace } from '#web/capture/guidance/seen-face.js';

/** Side of the net's input, in pixels. */
export const blazeFaceSide = 256;

/** The grids of anchors: step in pixels of the input, anchors per cell. */
const grids = [
  { stride: 16, anchorsPerCell: 2 },
  { stride: 32, anchorsPerCell: 6 },
] as const;
/** Numbers per anchor: centre, size, six points (right eye, left eye, nose, mouth, right ear, left ear). */
const valuesPerAnchor = 16;
const leastScore = 0.6;
/** Boxes that share more of themselves are one face. */
const sameFace = 0.3;

export interface GridOutput {
  /** One number per anchor, before the logistic function. */
  readonly scores: Float32Array;
  readonly boxes: Float32Array;
}

/** The faces in the output of BlazeFace (both grids, the finer first), largest first, each once. */
export function decodeFaces(outputs: readonly GridOutput[]): SeenFace[] {
  const candidates = grids.flatMap((grid, index) => {
    const output = outputs[index];
    return output === undefined ? [] : decodeGrid(output, grid);
  });
  const kept: SeenFace[] = [];
  for (const face of candidates.sort((left, right) => right.score - left.score)) {
    if (!kept.some((other) => overlap(other, face) > sameFace)) kept.push(face);
  }
  return kept.sort((left, right) => right.size - left.size);
}

function decodeGrid({ scores, boxes }: GridOutput, { stride, anchorsPerCell }: (typeof grids)[number]): SeenFace[] {
  const columns = blazeFaceSide / stride;
  const faces: SeenFace[] = [];
  scores.forEach((raw, anchor) => {
    const score = 1 / (1 + Math.exp(-raw));
    if (score < leastScore) return;
    const cell = Math.floor(anchor / anchorsPerCell);
    const anchorX = ((cell % columns) + 0.5) * stride;
    const anchorY = (Math.floor(cell / columns) + 0.5) * stride;
    const value = (index: number): number => boxes[anchor * valuesPerAnchor + index]!;
    const eyes = Math.hypot(value(6) - value(4), value(7) - value(5));
    faces.push({
      score,
      x: (anchorX + value(0)) / blazeFaceSide,
      y: (anchorY + value(1)) / blazeFaceSide,
      size: value(2) / blazeFaceSide,
      turn: eyes === 0 ? 0 : (value(8) - (value(4) + value(6)) / 2) / eyes,
    });
  });
  return faces;
}

/** Intersection over union of their squares. */
function overlap(one: SeenFace, other: SeenFace): number {
  const across = (a: number, b: number): number =>
    Math.max(0, Math.min(a + one.size / 2, b + other.size / 2) - Math.max(a - one.size / 2, b - other.size / 2));
  const shared = across(one.x, other.x) * across(one.y, other.y);
  return shared / (one.size ** 2 + other.size ** 2 - shared);
}
