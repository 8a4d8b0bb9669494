import { blockSide } from '#engine/image/block-cosines.js';

/** How a JPEG file cut its luminance into blocks and rounded them, in the upright picture. */
export interface JpegGrid {
  /** Where the first whole block begins, 0–7 pixels. */
  readonly left: number;
  readonly top: number;
  /** Quantisation steps of a block, row-major vertical × horizontal frequency. */
  readonly steps: Uint16Array;
}

/**
 * The grid of a file, from its header; null where it cannot be told.
 * @param stored the size before the EXIF orientation (1–8) was applied
 */
export function jpegGrid(
  bytes: Uint8Array,
  stored: { readonly width: number; readonly height: number },
  orientation: number,
): JpegGrid | null {
  const steps = luminanceSteps(bytes);
  if (steps === null) return null;
  // What mirrored sides begin with is the rest that made no whole block.
  const mirrorsX = [2, 3, 7, 8].includes(orientation);
  const mirrorsY = [3, 4, 6, 7].includes(orientation);
  const x = mirrorsX ? stored.width % blockSide : 0;
  const y = mirrorsY ? stored.height % blockSide : 0;
  if (orientation < 5) return { left: x, top: y, steps };
  const turned = steps.map((_, at) => steps[(at % blockSide) * blockSide + Math.floor(at / blockSide)]!);
  return { left: y, top: x, steps: turned };
}

const marker = { scan: 0xda, tables: 0xdb, frames: [0xc0, 0xc1, 0xc2] };

/** The quantisation steps of the first component, row-major, of a baseline or progressive file (ITU-T T.81, annex B). */
function luminanceSteps(bytes: Uint8Array): Uint16Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<number, Uint16Array>();
  let selected: number | undefined;
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const kind = bytes[at + 1]!;
    // Any number of fill bytes may stand before a marker.
    if (kind === 0xff) {
      at++;
      continue;
    }
    if (kind === marker.scan) break;
    const end = at + 2 + view.getUint16(at + 2);
    if (end > bytes.length) return null;
    if (kind === marker.tables) readTables(view, at + 4, end, tables);
    if (marker.frames.includes(kind) && at + 13 <= end) selected = bytes[at + 12];
    at = end;
  }
  return (selected === undefined ? undefined : tables.get(selected)) ?? null;
}

function readTables(view: DataView, from: number, end: number, tables: Map<number, Uint16Array>): void {
  let at = from;
  while (at < end) {
    const [precision, id] = [view.getUint8(at) >> 4, view.getUint8(at) & 15];
    const size = precision === 0 ? 1 : 2;
    at++;
    if (at + size * zigzag.length > end) return;
    const steps = new Uint16Array(zigzag.length);
    for (const [index, place] of zigzag.entries()) {
      steps[place] = size === 1 ? view.getUint8(at + index) : view.getUint16(at + 2 * index);
    }
    tables.set(id, steps);
    at += size * zigzag.length;
  }
}

/** Places of a block in the order that files keep them in: diagonal by diagonal, every other one upwards. */
const zigzag = Array.from({ length: blockSide * blockSide }, (_, at) => at).sort((a, b) => {
  const diagonal = (at: number): number => Math.floor(at / blockSide) + (at % blockSide);
  const upwards = diagonal(a) % 2 === 0 ? -1 : 1;
  return diagonal(a) - diagonal(b) || upwards * (a - b);
});
