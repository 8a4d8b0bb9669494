import type { ImageInput } from '#domain/card.js';
import type { FloatTensor } from '#engine/models/session.js';

/**
 * Lays crops out as the card says. A crop is float RGB 0–255, row-major, side × side × 3; `mirrored` ones are flipped
 * left to right.
 */
export function toNetInput(
  crops: readonly { readonly pixels: Float32Array; readonly mirrored: boolean }[],
  input: ImageInput,
): FloatTensor {
  const { sidePixels: side, layout, channelOrder, mean, scale } = input;
  const size = side * side;
  const data = new Float32Array(crops.length * size * 3);
  const [pixelStep, channelStep] = layout === 'nchw' ? [1, size] : [3, 1];
  crops.forEach(({ pixels, mirrored }, index) => {
    for (let channel = 0; channel < 3; channel++) {
      const centre = mean[channel]!;
      const slot = channelOrder === 'rgb' ? channel : 2 - channel;
      const base = index * size * 3 + slot * channelStep;
      for (let y = 0; y < side; y++) {
        for (let x = 0; x < side; x++) {
          const from = y * side + (mirrored ? side - 1 - x : x);
          data[base + (y * side + x) * pixelStep] = (pixels[from * 3 + channel]! - centre) * scale;
        }
      }
    }
  });
  return { data, dims: layout === 'nchw' ? [crops.length, 3, side, side] : [crops.length, side, side, 3] };
}
