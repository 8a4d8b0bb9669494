import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { MeshedFace } from '#engine/face/face-detector.js';
import { eyelidPairs, meshPoints } from '#engine/quality/mesh-regions.js';

/** Both upper lids drawn down by `amount` (1: shut), in the colour of the skin below the eye, with a line of lashes. */
export function eyesClosed(image: RgbImage, face: MeshedFace, amount: number): RgbImage {
  if (amount === 0) return image;
  const data = Uint8Array.from(image.data);
  drawLid(image, data, face.mesh, meshPoints.leftEyeOuterCorner, meshPoints.leftEyeInnerCorner, 'left', amount);
  drawLid(image, data, face.mesh, meshPoints.rightEyeOuterCorner, meshPoints.rightEyeInnerCorner, 'right', amount);
  return { ...image, data };
}

function drawLid(
  image: RgbImage,
  data: Uint8Array,
  mesh: Float32Array,
  outer: number,
  inner: number,
  eye: 'left' | 'right',
  amount: number,
): void {
  const at = (point: number) => ({ x: mesh[point * 3]!, y: mesh[point * 3 + 1]! });
  // The eye's own axes: from the corner that lies further left to the other one, and down.
  const [from, to] = at(outer).x < at(inner).x ? [at(outer), at(inner)] : [at(inner), at(outer)];
  const width = Math.hypot(to.x - from.x, to.y - from.y);
  const ax = (to.x - from.x) / width;
  const ay = (to.y - from.y) / width;
  const local = (x: number, y: number) => ({
    along: (x - from.x) * ax + (y - from.y) * ay,
    down: (y - from.y) * ax - (x - from.x) * ay,
  });
  const lid = (which: 0 | 1) =>
    [
      { along: 0, down: 0 },
      ...eyelidPairs[eye].map((pair) => local(at(pair[which]).x, at(pair[which]).y)),
      { along: width, down: 0 },
    ].sort((left, right) => left.along - right.along);
  const upper = lid(0);
  const lower = lid(1);
  const skin = (along: number, channel: number): number => {
    let sum = 0;
    for (let i = -3; i <= 3; i++) {
      const a = along + (i / 3) * 0.15 * width;
      const down = heightAt(lower, Math.min(width, Math.max(0, a))) + 0.2 * width;
      const x = Math.round(from.x + a * ax - down * ay);
      const y = Math.round(from.y + a * ay + down * ax);
      sum += image.data[(clamp(y, image.height) * image.width + clamp(x, image.width)) * 3 + channel]!;
    }
    return sum / 7;
  };
  for (let y = Math.floor(from.y - width); y < from.y + width; y++) {
    for (let x = Math.floor(from.x - width); x < to.x + width; x++) {
      if (x < 0 || y < 0 || x >= image.width || y >= image.height) continue;
      const { along, down } = local(x, y);
      if (along < 0 || along > width) continue;
      const top = heightAt(upper, along);
      const edge = top + amount * Math.max(0, heightAt(lower, along) - top);
      const cover =
        down > top - 0.1 * width && down < edge ? Math.min(1, (down - top + 0.1 * width) / (0.08 * width)) : 0;
      const lash = Math.max(0, 1 - Math.abs(down - edge) / (0.03 * width)) * 0.8;
      for (let channel = 0; channel < 3 && cover + lash > 0; channel++) {
        const i = (y * image.width + x) * 3 + channel;
        const tone = skin(along, channel);
        data[i] = data[i]! * (1 - cover) + tone * cover;
        data[i] = data[i] * (1 - lash) + 0.2 * tone * lash;
      }
    }
  }
}

const clamp = (value: number, size: number): number => Math.min(size - 1, Math.max(0, value));

/** Height of a lid, a chain of points by rising `along`, at this place. */
function heightAt(lid: readonly { along: number; down: number }[], along: number): number {
  for (let i = 0; i + 1 < lid.length; i++) {
    const left = lid[i]!;
    const right = lid[i + 1]!;
    if (along > right.along) continue;
    const share = right.along === left.along ? 0 : (along - left.along) / (right.along - left.along);
    return left.down + Math.min(1, Math.max(0, share)) * (right.down - left.down);
  }
  return 0;
}
