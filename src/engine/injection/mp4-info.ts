import type { ContainerInfo } from '#engine/injection/matroska-info.js';

const mostBoxes = 500;
const mostDepth = 6;
/** Boxes that hold boxes, on the way to what is looked for. `meta` of QuickTime has no version before its boxes. */
const holders = new Set(['moov', 'udta', 'ilst', '©too', '©swr', '©enc']);
/** Seconds are counted from 1904 (ISO/IEC 14496-12, 8.2.2). */
const epochMs = Date.UTC(1904, 0, 1);

/** The movie's creation time and what names its writer (`©too`, `©swr`, `©enc`) in MP4 and QuickTime; what is broken tells nothing. */
export function mp4Info(file: Uint8Array): ContainerInfo {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const writers: string[] = [];
  let createdAtEpochMs: number | null = null;
  let boxes = 0;

  function walk(from: number, to: number, inside: string, depth: number): void {
    for (let at = from; at + 8 <= to && boxes < mostBoxes; boxes++) {
      const kind = bytes.toString('latin1', at + 4, at + 8);
      const small = bytes.readUInt32BE(at);
      const isLarge = small === 1 && at + 16 <= to;
      const size = isLarge ? Number(bytes.readBigUInt64BE(at + 8)) : small === 0 ? to - at : small;
      const start = at + (isLarge ? 16 : 8);
      if (size < start - at) return;
      const end = Math.min(to, at + size);
      if (kind === 'mvhd') createdAtEpochMs = creationOf(bytes.subarray(start, end));
      if (writerTags.has(inside) && kind === 'data') writers.push(textOf(bytes.subarray(start + 8, end)));
      else if (writerTags.has(kind) && inside === 'udta') writers.push(textOf(bytes.subarray(start + 4, end)));
      else if (depth < mostDepth && holders.has(kind)) walk(start, end, kind, depth + 1);
      else if (depth < mostDepth && kind === 'meta') {
        walk(bytes.toString('latin1', start + 4, start + 8) === 'hdlr' ? start : start + 4, end, kind, depth + 1);
      }
      at = end;
    }
  }
  walk(0, bytes.length, '', 0);
  return { writers, createdAtEpochMs };
}

const writerTags = new Set(['©too', '©swr', '©enc']);

const textOf = (bytes: Buffer): string => bytes.subarray(0, 200).toString('utf8').replace(/\0.*$/s, '');

/** Null: not set, as most programs leave it. */
function creationOf(box: Buffer): number | null {
  if (box.length < 12) return null;
  const seconds = box[0] === 1 ? Number(box.readBigUInt64BE(4)) : box.readUInt32BE(4);
  return seconds === 0 ? null : epochMs + 1000 * seconds;
}
