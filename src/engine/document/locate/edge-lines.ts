import type { EdgeMap } from '#engine/document/locate/edge-map.js';

/** A straight line along which the colour changes; points (x, y) of the map with x·cos + y·sin = distance. */
export interface EdgeLine {
  readonly cos: number;
  readonly sin: number;
  readonly distance: number;
  /** The line's own direction, 0 ≤ angle < 180. */
  readonly angleDegrees: number;
  /** Evidence, in pixels of the map. */
  readonly votes: number;
}

/** A pixel's gradient tells the direction of its edge to about this much. */
const spreadDegrees = 4;
/** A line that fewer pixels speak for is no side of anything that can be read. */
const leastVotes = 24;
/** Lines closer than this are one. */
const apart = { pixels: 2, degrees: 2 } as const;
const mostLines = 700;

/** The straight edges of a picture, most evident first (Hough transform, each pixel voting around its own direction). */
export function edgeLines({ width, height, right, down, evidence }: EdgeMap): EdgeLine[] {
  const offset = Math.ceil(Math.hypot(width, height));
  const distances = 2 * offset + 2;
  const votes = new Float32Array(180 * distances);
  const cosines = Float64Array.from({ length: 180 }, (_, degree) => Math.cos((degree * Math.PI) / 180));
  const sines = Float64Array.from({ length: 180 }, (_, degree) => Math.sin((degree * Math.PI) / 180));
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const weight = evidence[at]!;
      if (weight === 0) continue;
      const normal = Math.round((Math.atan2(down[at]!, right[at]!) * 180) / Math.PI) + 360;
      for (let turn = -spreadDegrees; turn <= spreadDegrees; turn++) {
        const degree = (normal + turn) % 180;
        const distance = (x + 0.5) * cosines[degree]! + (y + 0.5) * sines[degree]! + offset;
        // Shared between two, or an edge between two columns of pixels would peak beside itself.
        const nearer = Math.floor(distance);
        const share = weight * (distance - nearer);
        votes[degree * distances + nearer]! += weight - share;
        votes[degree * distances + nearer + 1]! += share;
      }
    }
  }
  const lines: EdgeLine[] = [];
  for (let degree = 0; degree < 180; degree++) {
    for (let distance = 0; distance < distances; distance++) {
      const own = votes[degree * distances + distance]!;
      if (own < leastVotes || !isPeak(votes, distances, degree, distance)) continue;
      lines.push({
        cos: cosines[degree]!,
        sin: sines[degree]!,
        distance: distance - offset,
        angleDegrees: (degree + 90) % 180,
        votes: own,
      });
    }
  }
  return lines.sort((a, b) => b.votes - a.votes).slice(0, mostLines);
}

function isPeak(votes: Float32Array, distances: number, degree: number, distance: number): boolean {
  const own = votes[degree * distances + distance]!;
  for (let turn = -apart.degrees; turn <= apart.degrees; turn++) {
    const wraps = degree + turn < 0 || degree + turn >= 180;
    const row = (degree + turn + 180) % 180;
    for (let move = -apart.pixels; move <= apart.pixels; move++) {
      if (turn === 0 && move === 0) continue;
      // Past 180 degrees the normal points the other way.
      const column = wraps ? distances - 2 - distance + move : distance + move;
      if (column < 0 || column >= distances) continue;
      const other = votes[row * distances + column]!;
      if (other > own || (other === own && (turn < 0 || (turn === 0 && move < 0)))) return false;
    }
  }
  return true;
}
