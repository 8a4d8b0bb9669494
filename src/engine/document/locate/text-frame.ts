import type { Point, Quad } from '#domain/geometry.js';
import type { TextRegion } from '#engine/document/ocr/text-regions.js';
import { quadOfBox } from '#engine/document/locate/quads.js';

/** Documents leave a margin around their print: about this share of the print's shorter side. */
const marginShare = 0.06;

/** The rectangle along `directionDegrees` around all regions and further points, with a margin. Null without any. */
export function frameAroundText(
  regions: readonly TextRegion[],
  further: readonly Point[],
  directionDegrees: number,
): Quad | null {
  const points = [...regions.flatMap(({ box }) => quadOfBox(box)), ...further];
  if (points.length === 0) return null;
  const angle = (directionDegrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const along = points.map(({ x, y }) => x * cos + y * sin);
  const across = points.map(({ x, y }) => y * cos - x * sin);
  const width = Math.max(...along) - Math.min(...along);
  const height = Math.max(...across) - Math.min(...across);
  const margin = marginShare * Math.min(width, height);
  const left = Math.min(...along) - margin;
  const right = Math.max(...along) + margin;
  const top = Math.min(...across) - margin;
  const bottom = Math.max(...across) + margin;
  const corner = (u: number, v: number): Point => ({ x: u * cos - v * sin, y: u * sin + v * cos });
  return [corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)];
}
