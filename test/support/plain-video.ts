import sharp from 'sharp';
import { encodeVideo } from './drawn-video.js';

const frame = await sharp({ create: { width: 320, height: 240, channels: 3, background: '#eceff4' } })
  .png()
  .toBuffer();

/** A video that decodes and shows nothing: half a second of WebM, for checks whose outcome the sandbox gives. */
export const plainVideo: Uint8Array<ArrayBuffer> = Uint8Array.from(
  await encodeVideo([frame, frame], 4, ['-c:v', 'libvpx', '-deadline', 'realtime', '-f', 'webm']),
);
