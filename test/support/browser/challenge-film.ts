import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import type { Challenge, ChallengeMotion } from '#domain/challenge.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { VideoFrames } from '#engine/video/video-frames.js';
import { testData } from '../test-data.js';

export const clipsFolder = 'data/clips/liveportrait';
/** Of the open clips the one in which a head turns to both sides, and rests before, between and after. */
const clip = `${clipsFolder}/d12.mp4`;
const clipFramesPerSecond = 25;

/** Seconds of the clip, from and until. The head rests at both ends of each. */
type Piece = readonly [from: number, until: number];
const rests = { before: [0, 1.2], first: [4.05, 5.85], between: [0, 1.2], after: [2.4, 2.95] } as const;
const motions: Partial<Record<ChallengeMotion, Piece>> = { 'turn-left': [1.2, 2.4], 'turn-right': [2.95, 4.05] };

/** Seconds from when a motion is asked for until its piece begins: a person reads, and then moves. */
const reaction = 0.7;

/** How Chromium plays any Motion JPEG. */
const filmFramesPerSecond = 30;
const size = { width: 640, height: 480, margin: 80 } as const;

/** Seconds of rest before the recording: about as long as the page needs to be ready for it. */
const start = 2.8;
/** Of them the last, in which the film's margins, else black, are white: the recording has to begin, as `cueIsGiven` sees. */
const cue = 0.4;

/** Every frame of the clip, JPEG. */
export async function framesOfClip(videoFrames: VideoFrames): Promise<readonly Uint8Array[]> {
  const bytes = readFileSync(testData(clip));
  const extracted = await videoFrames.extractFrames(bytes, { frames: 500, maxSidePixels: 512, deadlineMs: 60_000 });
  if (!extracted.ok) throw new Error(extracted.failure.code);
  return extracted.value.frames.map(({ jpeg }) => jpeg);
}

/**
 * A film for Chromium's camera (Motion JPEG, 640 × 480) in which a person rests, makes the motions of the challenge when it asks for
 * them, and rests again: pieces of the clip in the order of the challenge, played more slowly where they have to last longer.
 * Throws where the challenge asks for more than the clip holds.
 */
export async function filmFor({ steps, endsAtMs }: Challenge, frames: readonly Uint8Array[]): Promise<Buffer> {
  const [one, other] = steps.map(({ motion, atMs }) => ({ piece: pieceOf(motion), at: atMs / 1000 + reaction }));
  if (one === undefined || other === undefined || steps.length > 2) throw new Error('the film is made for two motions');
  const { before, first, between, after } = rests;
  const parts: readonly (readonly [Piece, lasts: number])[] = [
    [before, start],
    [first, one.at],
    [one.piece, lengthOf(one.piece)],
    [between, other.at - one.at - lengthOf(one.piece)],
    [other.piece, lengthOf(other.piece)],
    [after, endsAtMs / 1000 - other.at - lengthOf(other.piece) + cue],
  ];
  const times = parts.flatMap(([[from, until], lasts]) => {
    const count = Math.round(lasts * filmFramesPerSecond);
    return Array.from({ length: count }, (_, index) => from + (index / count) * (until - from));
  });
  const film = times.map((time, index) => {
    const frame = frames[Math.round(time * clipFramesPerSecond)]!; // pieces lie in the clip
    const at = index / filmFramesPerSecond;
    return withMargins(frame, at >= start - cue && at < start ? 'white' : 'black');
  });
  return Buffer.concat(await Promise.all(film));
}

/** In the page, of the video element that shows the film: whether its recording has to begin now. */
export function cueIsGiven(): boolean {
  const video = document.querySelector('video');
  const pixel = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
  if (video === null || pixel === null) return false;
  pixel.drawImage(video, 8, 100, 1, 1, 0, 0, 1, 1);
  return pixel.getImageData(0, 0, 1, 1).data[0]! > 200;
}

/** The same person at a moment that no film shows, cut as a passport's portrait (35:45). */
export async function portraitIn(frames: readonly Uint8Array[]): Promise<RgbImage> {
  const { data, info } = await sharp(frames[Math.round(6.16 * clipFramesPerSecond)]) // the clip lasts longer
    .extract({ left: 64, top: 80, width: 336, height: 432 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

function withMargins(frame: Uint8Array, background: 'black' | 'white'): Promise<Buffer> {
  const { width, height, margin } = size;
  return sharp(frame)
    .resize(width - 2 * margin, height)
    .extend({ left: margin, right: margin, background })
    .jpeg({ quality: 92, chromaSubsampling: '4:2:0' })
    .toBuffer();
}

const lengthOf = ([from, until]: Piece): number => until - from;

function pieceOf(motion: ChallengeMotion): Piece {
  const piece = motions[motion];
  if (piece === undefined) throw new Error(`nobody does ${motion} in the clip`);
  return piece;
}
