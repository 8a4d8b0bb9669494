import type { Area } from '#web/capture/guidance/gray-picture.js';
import { visiblePart } from '#web/capture/guidance/visible-part.js';

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Draws what the page shows of the camera into `box`, a part of a small picture of `size`, and gives the pixels of the whole, RGBA;
 * round the box it is black. Keeps its canvas.
 */
export function makePixelReader(size: PixelSize, box: Area): (video: HTMLVideoElement) => Uint8ClampedArray {
  const canvas = document.createElement('canvas');
  canvas.width = size.width;
  canvas.height = size.height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (video) => {
    if (context === null) return new Uint8ClampedArray(size.width * size.height * 4);
    const part = visiblePart(video.videoWidth, video.videoHeight, box.width, box.height);
    context.drawImage(video, part.left, part.top, part.width, part.height, box.left, box.top, box.width, box.height);
    return context.getImageData(0, 0, size.width, size.height).data;
  };
}
