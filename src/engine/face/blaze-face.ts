import type { Point } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { applySimilarity, type Similarity } from '#engine/face/similarity.js';
import { warpSquare } from '#engine/face/warp-square.js';
import type { FloatTensor, Session } from '#engine/models/session.js';

/** A face as BlazeFace sees it, in pixels of the picture. */
export interface FaceCandidate {
  /** 0–1. */
  readonly score: number;
  readonly centre: Point;
  /** Longer side of the box. */
  readonly size: number;
  /** Turn of the head in the plane, clockwise, from the eyes and the mouth. */
  readonly rollRadians: number;
}

/** Side of the net's input. */
export const blazeFaceSide = 256;

/** The two grids of anchors: the outputs' names, the grid's step in input pixels, anchors per cell. */
const grids = [
  { scores: 'scores16', boxes: 'boxes16', stride: 16, anchorsPerCell: 2 },
  { scores: 'scores32', boxes: 'boxes32', stride: 32, anchorsPerCell: 6 },
] as const;

/** Numbers per anchor: centre, size, six key points (right eye, left eye, nose, mouth, right ear, left ear). */
const valuesPerAnchor = 16;

/**
 * Runs the net on a square region of the picture, which `toImage` maps from [0, 256]², and gives every anchor that
 * scores at least `minScore`, best first; overlapping ones included.
 */
export async function findFaceCandidates(
  session: Session,
  image: RgbImage,
  toImage: Similarity,
  minScore: number,
): Promise<FaceCandidate[]> {
  const input = warpSquare(image, toImage, blazeFaceSide);
  for (let i = 0; i < input.length; i++) input[i] = input[i]! / 127.5 - 1;
  const outputs = await session.run({ input: { dims: [1, blazeFaceSide, blazeFaceSide, 3], data: input } });
  const candidates: FaceCandidate[] = [];
  for (const grid of grids) {
    const scores = outputOf(outputs, grid.scores);
    const boxes = outputOf(outputs, grid.boxes);
    for (let anchor = 0; anchor < scores.length; anchor++) {
      const score = 1 / (1 + Math.exp(-scores[anchor]!));
      if (score < minScore) continue;
      const values = boxes.subarray(anchor * valuesPerAnchor, (anchor + 1) * valuesPerAnchor);
      candidates.push(decode(score, values, anchorCentre(anchor, grid), toImage));
    }
  }
  return candidates.sort((left, right) => right.score - left.score);
}

function outputOf(outputs: Readonly<Record<string, FloatTensor>>, name: string): Float32Array {
  const output = outputs[name];
  if (output === undefined) throw new Error(`the face detection model has no output ${name}`);
  return output.data;
}

function anchorCentre(anchor: number, grid: (typeof grids)[number]): Point {
  const cell = Math.floor(anchor / grid.anchorsPerCell);
  const columns = blazeFaceSide / grid.stride;
  return { x: ((cell % columns) + 0.5) * grid.stride, y: (Math.floor(cell / columns) + 0.5) * grid.stride };
}

function decode(score: number, values: Float32Array, anchor: Point, toImage: Similarity): FaceCandidate {
  const pointAt = (index: number): Point =>
    applySimilarity(toImage, { x: anchor.x + values[index]!, y: anchor.y + values[index + 1]! });
  const size = Math.max(values[2]!, values[3]!) * Math.hypot(toImage.a, toImage.b);
  return { score, centre: pointAt(0), size, rollRadians: rollOf(pointAt(4), pointAt(6), pointAt(10)) };
}

/**
 * The eye line and the line from the eyes to the mouth both say how the head is turned. They are added as vectors, so
 * that the longer one counts more: in profile the eyes fall together.
 */
function rollOf(rightEye: Point, leftEye: Point, mouth: Point): number {
  const downX = mouth.x - (rightEye.x + leftEye.x) / 2;
  const downY = mouth.y - (rightEye.y + leftEye.y) / 2;
  return Math.atan2(leftEye.y - rightEye.y - downX, leftEye.x - rightEye.x + downY);
}
