import type { Area } from '#web/capture/guidance/gray-picture.js';

/** The part of the camera's picture that a box of this shape shows (`object-fit: cover`), in pixels of the picture. */
export function visiblePart(videoWidth: number, videoHeight: number, boxWidth: number, boxHeight: number): Area {
  const scale = Math.max(boxWidth / videoWidth, boxHeight / videoHeight);
  const width = boxWidth / scale;
  const height = boxHeight / scale;
  return { left: (videoWidth - width) / 2, top: (videoHeight - height) / 2, width, height };
}
