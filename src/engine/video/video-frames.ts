import type { Outcome } from '#domain/outcome.js';

/** The bytes of a video, or where it lies. */
export type VideoInput = Uint8Array | { readonly file: string };

export interface FrameRequest {
  /** How many frames at most; they are spread evenly over the time. */
  readonly frames: number;
  /** For everything, from the call to the answer. */
  readonly deadlineMs: number;
  /** Longer side of a frame; never enlarged. */
  readonly maxSidePixels: number;
}

/** One picture of a video. */
export interface VideoFrame {
  /** Upright, 8-bit JPEG. */
  readonly jpeg: Uint8Array;
  /** From the first picture of the video. */
  readonly timeMs: number;
}

export interface ExtractedFrames {
  /** At least one, by time. */
  readonly frames: readonly VideoFrame[];
  /** How long the video is, as far as it was looked at: at most the first 30 s. */
  readonly durationMs: number;
  /** Size as it is stored, before it is turned upright. */
  readonly width: number;
  readonly height: number;
  /** Pictures a second, counted. */
  readonly framesPerSecond: number;
  /** When each picture of the first 30 s is shown, from the first one: as the container says, ascending. */
  readonly pictureTimesMs: readonly number[];
  /** False where the deadline or a fault of the file ended it early: frames of the end are missing. */
  readonly isComplete: boolean;
}

/** Takes pictures out of a video. Frames are decoded in order, never by seeking. */
export interface VideoFrames {
  /** Whether there is a decoder. */
  readonly available: boolean;
  /**
   * Fails with `video-empty`, `video-type-unsupported`, `video-too-large`, `video-undecodable`, `deadline-exceeded` (not one
   * frame in time), `overloaded` (no turn in time) and `video-decoder-not-installed`.
   */
  extractFrames(video: VideoInput, request: FrameRequest): Promise<Outcome<ExtractedFrames>>;
  /** Ends what still runs, and waits for it. */
  close(): Promise<void>;
}
