/** The demuxer that a video is given to: ffmpeg's own name of it. No other one ever sees the file. */
export type VideoFormat = 'mov' | 'matroska' | 'avi' | 'mpegts' | 'mpeg' | 'ogg';

const text = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

const startsWith = (bytes: Uint8Array, ...magic: number[]): boolean => magic.every((byte, i) => bytes[i] === byte);

/** Brands of ISO base media files that hold pictures (HEIF, AVIF) or sound alone. */
const otherBrands = new Set(['heic', 'heix', 'hevc', 'hevx', 'mif1', 'msf1', 'miaf', 'avif', 'avis', 'M4A ', 'M4B ']);

/** What a QuickTime file without the later `ftyp` begins with. */
const quickTimeAtoms = new Set(['moov', 'mdat', 'wide', 'free', 'skip']);

/**
 * The container by magic bytes alone: MP4, QuickTime and 3GP; WebM and Matroska; AVI; MPEG transport and program streams;
 * Ogg. Null: not an accepted format.
 */
export function sniffVideoFormat(bytes: Uint8Array): VideoFormat | null {
  const kind = text(bytes, 4, 8);
  if (kind === 'ftyp') return otherBrands.has(text(bytes, 8, 12)) ? null : 'mov';
  if (quickTimeAtoms.has(kind)) return 'mov';
  if (startsWith(bytes, 0x1a, 0x45, 0xdf, 0xa3)) return 'matroska';
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'AVI ') return 'avi';
  if (startsWith(bytes, 0, 0, 1, 0xba)) return 'mpeg';
  if (text(bytes, 0, 4) === 'OggS') return 'ogg';
  return isTransportStream(bytes) ? 'mpegts' : null;
}

/** ISO/IEC 13818-1: every 188 bytes the byte 0x47; Blu-ray and AVCHD put four bytes before each packet. */
function isTransportStream(bytes: Uint8Array): boolean {
  const syncs = (from: number, packetBytes: number): boolean =>
    [0, 1, 2, 3].every((packet) => bytes[from + packet * packetBytes] === 0x47);
  return syncs(0, 188) || syncs(4, 192);
}
