import type { DetectedFace, HeadPose, Template } from '#domain/face.js';
import type { AlignedFace } from '#engine/liveness/active/aligned-face.js';

/** Side of a thumbnail of a whole frame in pixels. */
export const thumbnailSide = 32;

/** What one frame of a recording shows. */
export interface FaceLook {
  /** From the recording's first picture. */
  readonly timeMs: number;
  readonly pose: HeadPose;
  /** Of the face: root of its height and width, turned to the camera, as a share of the frame's longer side. */
  readonly size: number;
  /** Middle of the face as shares of the frame's longer side. */
  readonly x: number;
  readonly y: number;
  /** Of the wider open eye: between its lids, as a share of its width. */
  readonly eyeOpenness: number;
  readonly face: DetectedFace;
  readonly template: Template;
  readonly aligned: AlignedFace;
  /** Luma of the whole frame, `thumbnailSide` squared. */
  readonly thumbnail: Uint8Array;
}
