import { squareOfFrame } from '#engine/liveness/active/thumbnail.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { MeshedFace } from '#engine/face/face-detector.js';
import { meshPoint, pointOf } from '#engine/face/face-mesh.js';
import { alignFace } from '#engine/liveness/active/aligned-face.js';
import type { FaceLook } from '#engine/liveness/active/face-look.js';

/** What following a face through a recording needs of one of its frames; see `FaceLook`. */
export type FollowedFace = Pick<FaceLook, 'size' | 'x' | 'y' | 'eyeOpenness' | 'aligned' | 'thumbnail'>;

/** MediaPipe Face Mesh: lids and corners of both eyes. */
const eyes = [
  { upper: 159, lower: 145, outer: 33, inner: 133 },
  { upper: 386, lower: 374, outer: 263, inner: 362 },
] as const;

/** `face` in pixels of `image`. */
export function lookAtFace(image: RgbImage, face: MeshedFace): FollowedFace {
  const { mesh, pose, interEyeDistancePixels } = face;
  const longer = Math.max(image.width, image.height);
  const distance = (one: number, other: number): number => {
    const [a, b] = [pointOf(mesh, one), pointOf(mesh, other)];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };
  const height = distance(meshPoint.foreheadTop, meshPoint.chin);
  // A turned head has its eyes nearer to each other, and is as close as before.
  const towards = Math.max(0.5, Math.cos((pose.yawDegrees * Math.PI) / 180));
  let [x, y] = [0, 0];
  for (let i = 0; i < mesh.length; i += 3) {
    x += mesh[i]! / (mesh.length / 3);
    y += mesh[i + 1]! / (mesh.length / 3);
  }
  const openness = eyes.map(({ upper, lower, outer, inner }) => distance(upper, lower) / distance(outer, inner));
  return {
    size: Math.sqrt((height * interEyeDistancePixels) / towards) / longer,
    x: x / longer,
    y: y / longer,
    eyeOpenness: Math.max(...openness),
    aligned: alignFace(image, mesh, pose.yawDegrees),
    thumbnail: squareOfFrame(image),
  };
}
