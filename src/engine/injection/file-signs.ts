import type { InjectionSign } from '#domain/injection.js';
import { matroskaInfo, type ContainerInfo } from '#engine/injection/matroska-info.js';
import { mp4Info } from '#engine/injection/mp4-info.js';
import { stillInfo } from '#engine/injection/still-info.js';
import { sniffVideoFormat } from '#engine/video/video-format.js';

/**
 * Programs for editing, converting, playing into a virtual camera, or making pictures; never a browser's recorder (Chromium writes
 * "Chrome", Firefox "QTmuxingAppLibWebM-0.0.1", Safari names none) nor the software of a camera (phones name their own version).
 */
const editors =
  /lavf|lavc|libav|ffmpeg|handbrake|adobe|photoshop|lightroom|premiere|after effects|final cut|imovie|davinci|capcut|vegas|shotcut|kdenlive|openshot|avidemux|mkvmerge|mkvtoolnix|\bobs\b|gimp|paint\.net|imagemagick|graphicsmagick|affinity|pixelmator|snapseed|picsart|facetune|faceapp|canva|midjourney|stable diffusion|comfyui/i;

export const isEditor = (writer: string): boolean => editors.test(writer);

/** Encoders that put their name into the pictures: x264, x265 and what FFmpeg's own libraries write. */
const encoders = /x264 - core|x265 \(build|Lavc\d\d\.\d/;
const encoderBytes = 1024 * 1024;

/** Cameras that write local time as UTC are up to 14 hours off; clocks of devices are wrong by hours as well. */
const longBeforeMs = 26 * 3_600_000;

export interface FileTimes {
  /** When the session was made. */
  readonly sessionCreatedAtEpochMs: number;
}

/** What a film's container and its pictures' headers say against it. */
export function filmFileSigns(file: Uint8Array, times: FileTimes): InjectionSign[] {
  const { writers, createdAtEpochMs } = containerInfo(file);
  const head = Buffer.from(file.buffer, file.byteOffset, Math.min(encoderBytes, file.byteLength)).toString('latin1');
  return [
    ...originSigns(writers, createdAtEpochMs, times),
    ...(encoders.test(head) ? (['encoded-by-editor'] as const) : []),
  ];
}

/** Of other containers nothing is read: no browser records them. */
function containerInfo(file: Uint8Array): ContainerInfo {
  const format = sniffVideoFormat(file);
  if (format === 'matroska') return matroskaInfo(file);
  return format === 'mov' ? mp4Info(file) : { writers: [], createdAtEpochMs: null };
}

/** What a still picture's headers say against it. */
export function stillFileSigns(file: Uint8Array, times: FileTimes): InjectionSign[] {
  const { writers, takenAtEpochMs, width, height } = stillInfo(file);
  const isScreen = width !== null && height !== null && isScreenSize(width, height);
  return [...originSigns(writers, takenAtEpochMs, times), ...(isScreen ? (['screen-size'] as const) : [])];
}

function originSigns(
  writers: readonly string[],
  madeAtEpochMs: number | null,
  { sessionCreatedAtEpochMs }: FileTimes,
): InjectionSign[] {
  const isOld = madeAtEpochMs !== null && madeAtEpochMs < sessionCreatedAtEpochMs - longBeforeMs;
  return [
    ...(writers.some(isEditor) ? (['written-by-editor'] as const) : []),
    ...(isOld ? (['made-before-session'] as const) : []),
  ];
}

/** Sizes of screens that are none of cameras, the longer side first: laptops, then phones. */
const screens = new Set(
  ['1366x768', '1440x900', '1536x864', '1680x1050', '2560x1600', '2880x1800', '3024x1964', '3456x2234'].concat([
    '1334x750',
    '1792x828',
    '2340x1080',
    '2400x1080',
    '2436x1125',
    '2532x1170',
    '2556x1179',
    '2688x1242',
    '2796x1290',
  ]),
);
export const isScreenSize = (width: number, height: number): boolean =>
  screens.has(`${Math.max(width, height)}x${Math.min(width, height)}`);
