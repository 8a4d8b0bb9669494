import type { PacketTable, VideoPacket } from '#engine/video/packet-table.js';
import { videoLimits } from '#engine/video/video-limits.js';

/** Which pictures of a video are decoded and which of them are taken. */
export interface SamplingPlan {
  /** Of the first picture, on the video's own clock. */
  readonly startMs: number;
  /** Nothing later is decoded; from `startMs`. */
  readonly windowMs: number;
  /** A picture is taken when so much time has passed since the start for each that was taken before. */
  readonly intervalMs: number;
  /** Whether pictures that need others are left out. */
  readonly keysOnly: boolean;
  readonly durationMs: number;
  readonly framesPerSecond: number;
  /** From the start: when each frame that will be taken is shown. */
  readonly timesMs: readonly number[];
}

/** Fewer key pictures than this share of the wanted ones are too few to tell of motion: then the time is cut instead. */
const leastShareOfKeys = 0.5;

/**
 * Spreads `frames` evenly over the video, so that at most `decodablePixels` are decoded: where all pictures are too many, only
 * those that need no other (phones store one a second or so), else only the video's beginning.
 */
export function samplingPlan(
  { width, height, packets }: PacketTable,
  { frames, decodablePixels }: { readonly frames: number; readonly decodablePixels: number },
): SamplingPlan {
  const startMs = packets[0]?.timeMs ?? 0;
  const shown = packets.filter(({ timeMs }) => timeMs - startMs < videoLimits.durationMs);
  const durationMs = Math.min(videoLimits.durationMs, lengthOf(shown));
  const framesPerSecond = durationMs > 0 ? (1000 * shown.length) / durationMs : 0;
  const decodable = Math.max(1, Math.floor(decodablePixels / (width * height)));
  const keys = shown.filter(({ isKey }) => isKey);
  const keysOnly = shown.length > decodable && keys.length >= frames * leastShareOfKeys;
  const decoded = (keysOnly ? keys : shown).slice(0, decodable);
  const isWhole = decoded.length === (keysOnly ? keys : shown).length;
  const windowMs = isWhole ? durationMs : lengthOf(decoded);
  const intervalMs = windowMs / frames;
  const timesMs: number[] = [];
  for (const { timeMs } of decoded) {
    const sinceStart = timeMs - startMs;
    if (timesMs.length < frames && sinceStart >= timesMs.length * intervalMs) timesMs.push(sinceStart);
  }
  return { startMs, windowMs, intervalMs, keysOnly, durationMs, framesPerSecond, timesMs };
}

/** Until the end of the last picture; one that tells no duration lasts as long as the others do on average. */
function lengthOf(packets: readonly VideoPacket[]): number {
  const [first, last] = [packets[0], packets.at(-1)];
  if (first === undefined || last === undefined) return 0;
  const between = last.timeMs - first.timeMs;
  const average = packets.length > 1 ? between / (packets.length - 1) : 0;
  return between + (last.durationMs > 0 ? last.durationMs : average);
}
