/** Which bits of a 16- or 32-bit pixel hold one channel. */
export interface ChannelBits {
  readonly mask: number;
  readonly shift: number;
  /** The largest value: 31 for five bits. */
  readonly most: number;
}

export interface BitmapHeader {
  readonly width: number;
  readonly height: number;
  /** The first row in the file is the lowest of the picture, unless it says otherwise. */
  readonly isTopDown: boolean;
  readonly bitsPerPixel: 1 | 4 | 8 | 16 | 24 | 32;
  /** RGB u8, three bytes a colour; empty from 16 bits a pixel on. */
  readonly palette: Uint8Array;
  /** Red, green, blue and alpha of 16- and 32-bit pixels; null: no alpha. */
  readonly channels: readonly [ChannelBits, ChannelBits, ChannelBits, ChannelBits | null] | null;
  /** Where the rows begin, in bytes of the file; each takes `rowBytes`. */
  readonly rowsAt: number;
  readonly rowBytes: number;
}

/** BITMAPCOREHEADER, BITMAPINFOHEADER and its versions 2 to 5, by their size in bytes (Windows GDI, wingdi.h). */
export const bitmapHeaderSizes: readonly number[] = [12, 40, 52, 56, 108, 124];

const fileHeaderBytes = 14;
const coreHeaderBytes = 12;
const compressions = { none: 0, bitFields: 3, alphaBitFields: 6 };
const depths = [1, 4, 8, 16, 24, 32] as const;

/** Null for what is broken, and for RLE, JPEG and PNG inside: no camera and no scanner writes them. */
export function readBitmapHeader(bytes: Uint8Array): BitmapHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < fileHeaderBytes + coreHeaderBytes) return null;
  const headerBytes = view.getUint32(fileHeaderBytes, true);
  if (!bitmapHeaderSizes.includes(headerBytes) || bytes.length < fileHeaderBytes + headerBytes) return null;
  const isCore = headerBytes === coreHeaderBytes;
  const width = isCore ? view.getUint16(18, true) : view.getInt32(18, true);
  const signedHeight = isCore ? view.getUint16(20, true) : view.getInt32(22, true);
  const planes = view.getUint16(isCore ? 22 : 26, true);
  const bits = view.getUint16(isCore ? 24 : 28, true);
  const compression = isCore ? compressions.none : view.getUint32(30, true);
  const bitsPerPixel = depths.find((depth) => depth === bits);
  if (width <= 0 || signedHeight === 0 || planes !== 1 || bitsPerPixel === undefined) return null;

  const afterHeader = fileHeaderBytes + headerBytes;
  const masks = masksOf(view, { headerBytes, compression, bitsPerPixel });
  if (masks === null) return null;
  const rowsAt = view.getUint32(10, true);
  const paletteAt = afterHeader + masks.bytesAfterHeader;
  const palette =
    bitsPerPixel > 8
      ? new Uint8Array(0)
      : readPalette(bytes, {
          from: paletteAt,
          to: rowsAt,
          entryBytes: isCore ? 3 : 4,
          colours: (isCore ? 0 : view.getUint32(46, true)) || 2 ** bitsPerPixel,
          bitsPerPixel,
        });
  if (palette === null || rowsAt < paletteAt) return null;
  const height = Math.abs(signedHeight);
  const rowBytes = 4 * Math.ceil((width * bitsPerPixel) / 32);
  return {
    width,
    height,
    isTopDown: signedHeight < 0,
    bitsPerPixel,
    palette,
    channels: masks.channels,
    rowsAt,
    rowBytes,
  };
}

interface Masks {
  readonly channels: BitmapHeader['channels'];
  /** Masks that stand behind a header of 40 bytes; later versions hold them. */
  readonly bytesAfterHeader: number;
}

function masksOf(
  view: DataView,
  { headerBytes, compression, bitsPerPixel }: { headerBytes: number; compression: number; bitsPerPixel: number },
): Masks | null {
  if (compression === compressions.none) {
    const channels = bitsPerPixel === 16 ? fiveBits : bitsPerPixel === 32 ? eightBits : null;
    return { channels, bytesAfterHeader: 0 };
  }
  const hasAlpha = compression === compressions.alphaBitFields || headerBytes >= 56;
  if (compression !== compressions.bitFields && compression !== compressions.alphaBitFields) return null;
  if (bitsPerPixel !== 16 && bitsPerPixel !== 32) return null;
  const masksAt = fileHeaderBytes + 40;
  const count = hasAlpha ? 4 : 3;
  if (view.byteLength < masksAt + 4 * count) return null;
  const masks = Array.from({ length: count }, (_, index) => view.getUint32(masksAt + 4 * index, true));
  const limit = 2 ** bitsPerPixel;
  if (masks.some((mask, at) => mask >= limit || masks.some((other, i) => i < at && (mask & other) !== 0))) return null;
  const [red, green, blue] = masks.map(channelBits);
  if (!red || !green || !blue) return null;
  const alpha = masks[3] === undefined || masks[3] === 0 ? null : channelBits(masks[3]);
  if (alpha === null && (masks[3] ?? 0) !== 0) return null;
  const bytesAfterHeader = Math.max(0, masksAt + 4 * count - fileHeaderBytes - headerBytes);
  return { channels: [red, green, blue, alpha], bytesAfterHeader };
}

/** Null unless the bits stand side by side. */
function channelBits(mask: number): ChannelBits | null {
  if (mask === 0) return null;
  const shift = 31 - Math.clz32(mask & -mask);
  const most = mask >>> shift;
  return Number.isInteger(Math.log2(most + 1)) ? { mask, shift, most } : null;
}

const bitsAt = (shift: number, most: number): ChannelBits => ({ mask: (most << shift) >>> 0, shift, most });
const fiveBits = [bitsAt(10, 31), bitsAt(5, 31), bitsAt(0, 31), null] as const;
/** The fourth byte is unused without masks, whatever it holds. */
const eightBits = [bitsAt(16, 255), bitsAt(8, 255), bitsAt(0, 255), null] as const;

function readPalette(
  bytes: Uint8Array,
  place: {
    readonly from: number;
    readonly to: number;
    readonly entryBytes: number;
    readonly colours: number;
    readonly bitsPerPixel: number;
  },
): Uint8Array | null {
  const { from, entryBytes, colours } = place;
  if (colours > 2 ** place.bitsPerPixel) return null;
  const end = from + colours * entryBytes;
  if (end > place.to || end > bytes.length) return null;
  const palette = new Uint8Array(3 * colours);
  for (let colour = 0; colour < colours; colour++) {
    const at = from + colour * entryBytes;
    palette.set([bytes[at + 2]!, bytes[at + 1]!, bytes[at]!], 3 * colour);
  }
  return palette;
}
