import type { Point } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { readPhotos } from '#specimens/sample-set/read-photos.js';
import { cropTurned, type TurnedCrop } from '#specimens/sample-set/turned-crop.js';

export interface PortraitSource {
  /** In `demo/` of the npm package @vladmandic/face-api. */
  readonly file: string;
  /** Left and right eye as seen in the photo, pixels, as the face detector gives them. */
  readonly eyes: readonly [Point, Point];
}

/** The faces among the sample photos that could pass for passport pictures: frontal enough, uncovered, not small. */
export const portraitSources: readonly [PortraitSource, ...PortraitSource[]] = [
  { file: 'sample3.jpg', eyes: eyes(1119, 319, 1216, 339) },
  { file: 'sample3.jpg', eyes: eyes(1554, 412, 1653, 403) },
  { file: 'sample3.jpg', eyes: eyes(628, 432, 721, 432) },
  { file: 'sample5.jpg', eyes: eyes(1149, 294, 1228, 293) },
  { file: 'sample5.jpg', eyes: eyes(845, 192, 919, 205) },
  { file: 'sample6.jpg', eyes: eyes(1535, 375, 1629, 395) },
  { file: 'sample6.jpg', eyes: eyes(701, 455, 795, 447) },
  { file: 'sample6.jpg', eyes: eyes(322, 609, 423, 597) },
  { file: 'sample6.jpg', eyes: eyes(1227, 430, 1326, 430) },
];

/** The portraits, 420 × 540 pixels; `photosDirectory` is `demo/` of the npm package @vladmandic/face-api. */
export async function readPortraits(photosDirectory: string): Promise<readonly [RgbImage, ...RgbImage[]]> {
  const photos = await readPhotos(photosDirectory, portraitSources);
  const portraitOf = (source: PortraitSource): RgbImage =>
    cropTurned(photos.get(source.file)!, portraitCrop(source), 420, 540);
  const [first, ...others] = portraitSources;
  return [portraitOf(first), ...others.map(portraitOf)];
}

/** ICAO 9303-3 §8.3 and ISO/IEC 19794-5 §8: the eyes a quarter of the width apart, level, above the middle. */
export function portraitCrop({ eyes: [left, right] }: PortraitSource): TurnedCrop {
  const dx = right.x - left.x;
  const dy = right.y - left.y;
  const width = 4 * Math.hypot(dx, dy);
  // A third of an eye distance from the eyes down the face to the middle of the picture.
  const centre = { x: (left.x + right.x) / 2 - dy * 0.35, y: (left.y + right.y) / 2 + dx * 0.35 };
  return { centre, width, angleDegrees: (Math.atan2(dy, dx) * 180) / Math.PI };
}

function eyes(leftX: number, leftY: number, rightX: number, rightY: number): [Point, Point] {
  return [
    { x: leftX, y: leftY },
    { x: rightX, y: rightY },
  ];
}
