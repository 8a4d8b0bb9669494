import { visiblePart } from '#web/capture/guidance/visible-part.js';

/** Draws what the page shows of the camera into a small picture and gives its pixels, RGBA. Keeps its canvas. */
export function makePixelReader(): (video: HTMLVideoElement, width: number, height: number) => Uint8ClampedArray {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (video, width, height) => {
    if (context === null) return new Uint8ClampedArray(width * height * 4);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    const part = visiblePart(video.videoWidth, video.videoHeight, width, height);
    context.drawImage(video, part.left, part.top, part.width, part.height, 0, 0, width, height);
    return context.getImageData(0, 0, width, height).data;
  };
}
