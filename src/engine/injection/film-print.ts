import { thumbnailSide } from '#engine/liveness/active/face-look.js';

/** Side of a print's pictures: small enough to be blind to encoders, large enough to hold where a head is. */
export const printSide = 8;
const printPixels = printSide ** 2;

/** What is kept of a film to know it again: small grey pictures of some of its frames. As personal as the film itself. */
export interface FilmPrint {
  /** Of each picture, from the film's first one, ascending; whole milliseconds. */
  readonly timesMs: readonly number[];
  /** Luma, `printSide` squared bytes for each time, one behind the other. */
  readonly pictures: Uint8Array;
}

/** One frame that was looked at. */
export interface FrameThumbnail {
  readonly timeMs: number;
  /** Luma of the whole frame, `thumbnailSide` squared. */
  readonly thumbnail: Uint8Array;
}

const binSide = thumbnailSide / printSide;

export function filmPrint(frames: readonly FrameThumbnail[]): FilmPrint {
  const pictures = new Uint8Array(frames.length * printPixels);
  for (const [index, { thumbnail }] of frames.entries()) {
    for (let y = 0; y < printSide; y++) {
      for (let x = 0; x < printSide; x++) {
        let sum = 0;
        for (let dy = 0; dy < binSide; dy++) {
          for (let dx = 0; dx < binSide; dx++) sum += thumbnail[(y * binSide + dy) * thumbnailSide + x * binSide + dx]!;
        }
        pictures[index * printPixels + y * printSide + x] = Math.round(sum / binSide ** 2);
      }
    }
  }
  return { timesMs: frames.map(({ timeMs }) => Math.round(timeMs)), pictures };
}

export const pictureOfPrint = ({ pictures }: FilmPrint, index: number): Uint8Array =>
  pictures.subarray(index * printPixels, (index + 1) * printPixels);

/** Bytes: a count (u16), the times (u32 each), the pictures; little-endian. */
export function encodeFilmPrint({ timesMs, pictures }: FilmPrint): Uint8Array {
  const bytes = new Uint8Array(2 + 4 * timesMs.length + pictures.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, timesMs.length, true);
  timesMs.forEach((time, index) => view.setUint32(2 + 4 * index, time, true));
  bytes.set(pictures, 2 + 4 * timesMs.length);
  return bytes;
}

/** Throws where the bytes are no print. */
export function decodeFilmPrint(bytes: Uint8Array): FilmPrint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint16(0, true);
  if (bytes.length !== 2 + count * (4 + printPixels)) throw new Error('not a print of a film');
  const timesMs = Array.from({ length: count }, (_, index) => view.getUint32(2 + 4 * index, true));
  return { timesMs, pictures: bytes.slice(2 + 4 * count) };
}
