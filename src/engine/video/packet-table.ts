import { videoLimits } from '#engine/video/video-limits.js';

/** A stored picture of a video, as the container tells of it. */
export interface VideoPacket {
  readonly timeMs: number;
  readonly durationMs: number;
  /** Can be decoded without any other. */
  readonly isKey: boolean;
}

/** What the container tells of its first moving picture, before anything is decoded. */
export interface PacketTable {
  readonly width: number;
  readonly height: number;
  /** In the order in which they are shown. */
  readonly packets: readonly VideoPacket[];
}

/**
 * Reads the text of ffmpeg's muxer `framecrc` (ffmpeg-formats, "framecrc"): `#name stream: value` in the head, then lines of
 * stream, dts, pts, duration, size, checksum, and `F=` for any flags but "key". Null where it tells of no picture.
 */
export function parsePacketTable(text: string): PacketTable | null {
  const head = (name: string): string | undefined => new RegExp(`^#${name} 0: *(\\S+)`, 'm').exec(text)?.[1];
  const [numerator, denominator] = (head('tb') ?? '').split('/').map(Number);
  const [width, height] = (head('dimensions') ?? '').split('x').map(Number);
  if (!numerator || !denominator || !width || !height) return null;
  const toMs = (ticks: number): number => (1000 * ticks * numerator) / denominator;
  const packets: VideoPacket[] = [];
  for (const line of text.split('\n')) {
    const [stream, dts, pts, duration, size, , ...more] = line.split(',').map((column) => column.trim());
    if (stream !== '0' || size === undefined) continue;
    // Program streams leave out what can be told from the others: the order of decoding is near enough.
    const time = isTime(pts) ? pts : dts;
    if (!isTime(time)) continue;
    const isKey = !more.some((column) => column.startsWith('F='));
    packets.push({ timeMs: toMs(Number(time)), durationMs: Math.max(0, toMs(Number(duration) || 0)), isKey });
  }
  if (packets.length === 0) return null;
  return { width, height, packets: packets.sort((left, right) => left.timeMs - right.timeMs) };
}

/** When each picture of the part that is looked at is shown, from the first one. */
export function shownTimes({ packets }: Pick<PacketTable, 'packets'>): number[] {
  const startMs = packets[0]?.timeMs ?? 0;
  return packets.map(({ timeMs }) => timeMs - startMs).filter((timeMs) => timeMs < videoLimits.durationMs);
}

/** Times that are not set are the least of all 64-bit numbers. */
const isTime = (text: string | undefined): text is string =>
  text !== undefined && /^-?\d+$/.test(text) && Number(text) > -(2 ** 62);
