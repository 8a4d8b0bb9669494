/** What a still picture says of where it comes from. */
export interface StillInfo {
  readonly width: number | null;
  readonly height: number | null;
  /** Programs that wrote it, in their own words. */
  readonly writers: readonly string[];
  /** Milliseconds since 1970, as if its clock showed UTC; null: it is not told. */
  readonly takenAtEpochMs: number | null;
}

type Mutable = { -readonly [Key in keyof StillInfo]: StillInfo[Key] } & { writers: string[] };

const mostSegments = 60;
const mostEntries = 200;
const tags = { software: 0x0131, exif: 0x8769, takenAt: 0x9003 } as const;

/** Of JPEG (Exif 2.32, XMP) and PNG; of every other format, and where it is broken, nothing. */
export function stillInfo(file: Uint8Array): StillInfo {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const info: Mutable = { width: null, height: null, writers: [], takenAtEpochMs: null };
  if (bytes[0] === 0xff && bytes[1] === 0xd8) readJpeg(bytes, info);
  else if (bytes.length > 24 && bytes.toString('latin1', 1, 4) === 'PNG') readPng(bytes, info);
  return info;
}

function readJpeg(bytes: Buffer, info: Mutable): void {
  let at = 2;
  for (let i = 0; i < mostSegments && at + 4 <= bytes.length && bytes[at] === 0xff; i++) {
    const marker = bytes[at + 1]!; // within the bounds just asked for
    const length = bytes.readUInt16BE(at + 2);
    const segment = bytes.subarray(at + 4, at + 2 + length);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame && segment.length >= 5) {
      info.height = segment.readUInt16BE(1);
      info.width = segment.readUInt16BE(3);
    }
    if (marker === 0xe1 && segment.toString('latin1', 0, 6) === 'Exif\0\0') readExif(segment.subarray(6), info);
    if (marker === 0xe1 && segment.toString('latin1', 0, 28) === 'http://ns.adobe.com/xap/1.0/') readXmp(segment, info);
    if (marker === 0xda) return;
    at += 2 + length;
  }
}

function readXmp(segment: Buffer, info: Mutable): void {
  const named = /CreatorTool(?:="|>)([^"<]{1,200})/.exec(segment.toString('latin1'));
  if (named?.[1] !== undefined) info.writers.push(named[1]);
}

function readExif(tiff: Buffer, info: Mutable): void {
  const order = tiff.toString('latin1', 0, 2);
  if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return;
  const u16 = (at: number): number =>
    at + 2 > tiff.length ? 0 : order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const u32 = (at: number): number =>
    at + 4 > tiff.length ? 0 : order === 'II' ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at);
  const textAt = (entry: number): string => {
    const count = Math.min(200, u32(entry + 4));
    const from = count <= 4 ? entry + 8 : u32(entry + 8);
    return tiff.toString('latin1', from, from + count).replace(/\0.*$/s, '');
  };
  function readDirectory(at: number, isFirst: boolean): void {
    const count = Math.min(mostEntries, u16(at));
    for (let entry = at + 2; entry < at + 2 + 12 * count; entry += 12) {
      const tag = u16(entry);
      if (tag === tags.software) info.writers.push(textAt(entry));
      // Not the time of the last change, which a gallery may set.
      if (tag === tags.takenAt) info.takenAtEpochMs = timeOf(textAt(entry)) ?? info.takenAtEpochMs;
      if (tag === tags.exif && isFirst) readDirectory(u32(entry + 8), false);
    }
  }
  readDirectory(u32(4), true);
}

/** `YYYY:MM:DD HH:MM:SS`. */
function timeOf(text: string): number | null {
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts[0] === 0) return null;
  const [year, month, day, hour, minute, second] = parts as [number, number, number, number, number, number]; // six groups
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Chunks up to the pixels (W3C PNG, 11.3.3). */
function readPng(bytes: Buffer, info: Mutable): void {
  info.width = bytes.readUInt32BE(16);
  info.height = bytes.readUInt32BE(20);
  for (let at = 8, i = 0; i < mostSegments && at + 12 <= bytes.length; i++) {
    const length = bytes.readUInt32BE(at);
    const kind = bytes.toString('latin1', at + 4, at + 8);
    if (kind === 'IDAT') return;
    const software = /^Software\0(.{1,200})/s.exec(
      kind === 'tEXt' ? bytes.toString('latin1', at + 8, at + 8 + Math.min(length, 300)) : '',
    );
    if (software?.[1] !== undefined) info.writers.push(software[1]);
    at += 12 + length;
  }
}
