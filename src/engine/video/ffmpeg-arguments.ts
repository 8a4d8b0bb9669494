import type { SamplingPlan } from '#engine/video/sampling-plan.js';
import type { VideoFormat } from '#engine/video/video-format.js';
import { videoLimits } from '#engine/video/video-limits.js';

/** Names that an ffmpeg gives its ends. */
export interface FfmpegEnds {
  readonly input: string;
  readonly output: string;
}

/** What decodes pictures of cameras, phones and browsers; nothing else sees the bytes. Names that a build lacks do no harm. */
const decoders = [
  ...['h264', 'hevc', 'vp8', 'vp9', 'libvpx', 'libvpx-vp9', 'av1', 'libdav1d', 'libaom-av1'],
  ...['mpeg4', 'h263', 'msmpeg4', 'mpeg1video', 'mpeg2video', 'mjpeg', 'theora', 'prores'],
];

/** ffmpeg's bound on any one allocation. A 4K picture of 16 bits takes 57 MB. */
const mostAllocationBytes = 256 * 1024 * 1024;

/**
 * Before the input. Everything is fixed but the demuxer's name and two numbers: nothing of a request reaches the command line,
 * no protocol but local files and pipes is known, and no demuxer may be chosen by the file.
 */
const inputArguments = (format: VideoFormat, endMs: number, mostPixels: number, { input }: FfmpegEnds): string[] => [
  ...['-nostdin', '-hide_banner', '-loglevel', 'quiet', '-y'],
  ...['-max_alloc', String(mostAllocationBytes)],
  ...['-protocol_whitelist', 'file,pipe', '-codec_whitelist', decoders.join(',')],
  ...['-threads', '1', '-max_pixels', String(mostPixels)],
  ...['-t', seconds(endMs), '-f', format, '-i', input],
];

/** The first moving picture that is no cover; nothing else. */
const mapping = ['-map', '0:V:0', '-an', '-sn', '-dn', '-map_metadata', '-1'];

/** 8K is still named as too large; beyond it nothing is looked at. */
const mostPixelsToName = 8192 * 4608;

/** Tells when each picture is shown, without decoding any. */
export const packetTableArguments = (format: VideoFormat, ends: FfmpegEnds): string[] => [
  ...inputArguments(format, videoLimits.durationMs, mostPixelsToName, ends),
  ...mapping,
  ...['-c', 'copy', '-f', 'framecrc', ends.output],
];

/**
 * Decodes in order and writes the frames of the plan as pixmaps, one behind the other. Not as JPEG files: that encoder of the
 * WebAssembly build writes beyond its memory, or never ends, on two of seven real clips.
 */
export const framesArguments = (
  format: VideoFormat,
  plan: SamplingPlan,
  { frames, maxSidePixels }: { readonly frames: number; readonly maxSidePixels: number },
  ends: FfmpegEnds,
): string[] => [
  ...(plan.keysOnly ? ['-skip_frame', 'nokey'] : []),
  ...inputArguments(format, plan.startMs + plan.windowMs, videoLimits.pixels, ends),
  ...mapping,
  ...['-filter_threads', '1', '-filter:v', filters(plan, maxSidePixels), '-frames:v', String(frames)],
  // One picture a second, numbered: every version of ffmpeg then writes each once.
  ...['-r', '1', '-threads', '1', '-c:v', 'ppm', '-f', 'image2pipe', ends.output],
];

function filters({ startMs, intervalMs }: SamplingPlan, maxSidePixels: number): string {
  const isDue = `isnan(t)+gte(t-${seconds(startMs)},selected_n*${seconds(intervalMs)})`;
  const box = `w='min(iw,${maxSidePixels})':h='min(ih,${maxSidePixels})'`;
  const scale = `scale=${box}:force_original_aspect_ratio=decrease:flags=bicubic`;
  return `select='${isDue}',${scale},format=rgb24,settb=expr=1,setpts=N`;
}

/** Six digits, and never an exponent. A time that was rounded up would miss its picture. */
const seconds = (milliseconds: number): string => (Math.floor(milliseconds * 1000) / 1e6).toFixed(6);
