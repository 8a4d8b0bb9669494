import type { RgbImage } from '#engine/decode/rgb-image.js';

/** Depth of the frame along the picture's borders that shows what documents lie on, as a share of its longer side. */
const frameShare = 0.05;
/** Colours are told apart by this many steps a channel: light falls off over a table, and patterns have shades. */
const steps = 16;
/** A colour that this share of the frame has is the ground's. */
const certainShare = 0.004;

/**
 * How much each pixel has a colour that is common along the picture's borders, 0–1: what documents lie on, patterned or
 * plain. Where a document fills the picture its own colours are common there too, and nothing can be told.
 */
export function groundLikeness({ width, height, data }: RgbImage): Float32Array {
  const depth = Math.max(2, Math.round(frameShare * Math.max(width, height)));
  const counts = new Float32Array(steps ** 3);
  let total = 0;
  for (let y = 0; y < height; y++) {
    const wholeRow = y < depth || y >= height - depth;
    for (let x = 0; x < width; x++) {
      if (!wholeRow && x === depth) x = Math.max(x, width - depth);
      if (x >= width) break;
      const bin = binOf(data, (y * width + x) * 3);
      counts[bin]! += 1;
      total++;
    }
  }
  const likeness = withNeighbours(counts).map((count) => Math.min(1, count / (certainShare * total)));
  const ground = new Float32Array(width * height);
  for (let at = 0; at < ground.length; at++) ground[at] = likeness[binOf(data, at * 3)]!;
  return ground;
}

const binOf = (data: Uint8Array, at: number): number =>
  ((data[at]! >> 4) * steps + (data[at + 1]! >> 4)) * steps + (data[at + 2]! >> 4);

/** Each bin with half of what the six next to it hold: noise and light carry colours over. */
function withNeighbours(counts: Float32Array): Float32Array {
  return counts.map((own, bin) => {
    const red = Math.floor(bin / steps ** 2);
    const green = Math.floor(bin / steps) % steps;
    const blue = bin % steps;
    let sum = own;
    if (red > 0) sum += counts[bin - steps ** 2]! / 2;
    if (red < steps - 1) sum += counts[bin + steps ** 2]! / 2;
    if (green > 0) sum += counts[bin - steps]! / 2;
    if (green < steps - 1) sum += counts[bin + steps]! / 2;
    if (blue > 0) sum += counts[bin - 1]! / 2;
    if (blue < steps - 1) sum += counts[bin + 1]! / 2;
    return sum;
  });
}
