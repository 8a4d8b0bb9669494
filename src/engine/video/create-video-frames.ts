import { open, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { sharp } from '#engine/decode/guarded-sharp.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { framesArguments, packetTableArguments } from '#engine/video/ffmpeg-arguments.js';
import { parsePacketTable, shownTimes } from '#engine/video/packet-table.js';
import { runBounded, type BoundedOutput } from '#engine/video/run-bounded.js';
import { samplingPlan } from '#engine/video/sampling-plan.js';
import { splitPixmaps } from '#engine/video/split-pixmaps.js';
import { createTurns } from '#engine/video/turns.js';
import type { VideoDecoder } from '#engine/video/video-decoder.js';
import { makeVideoFolder, removeStaleFolders, type VideoFolderOptions } from '#engine/video/video-folder.js';
import { sniffVideoFormat, type VideoFormat } from '#engine/video/video-format.js';
import type { ExtractedFrames, FrameRequest, VideoFrames, VideoInput } from '#engine/video/video-frames.js';
import { videoLimits } from '#engine/video/video-limits.js';

export interface VideoFramesOptions extends VideoFolderOptions {
  /** Null: every video is answered `video-decoder-not-installed`. */
  readonly decoder: VideoDecoder | null;
  /** Videos that are decoded at the same time, each in one process; further ones wait for their turn. */
  readonly concurrent: number;
  /** Milliseconds of a steady clock. */
  readonly now?: () => number;
}

/** Transport streams are told by four packets of up to 192 bytes. */
const headBytes = 1024;

/** Lines of about 60 bytes: 30 s at 1000 pictures a second. */
const mostTableBytes = 2 * 1024 * 1024;

/** Of the time until the deadline, what decoding may be planned to take; starting and sampling take the rest. */
const shareForDecoding = 0.6;

/** ffmpeg or the WebAssembly build of it, in a process that is killed at the deadline. */
export function createVideoFrames(options: VideoFramesOptions): VideoFrames {
  const { decoder, concurrent, now = () => performance.now() } = options;
  const turns = createTurns(concurrent);
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  const swept = removeStaleFolders(options);

  async function extract(video: VideoInput, request: FrameRequest): Promise<Outcome<ExtractedFrames>> {
    const endsAtMs = now() + request.deadlineMs;
    const format = await formatOf(video);
    if (!format.ok) return format;
    if (decoder === null) return fail({ code: 'video-decoder-not-installed' });
    const release = await turns.take(endsAtMs - now());
    if (release === null) return fail({ code: 'overloaded' });
    try {
      await swept;
      // A program that reads its standard input needs no file at all.
      const input = decoder.reads === 'standard-input' ? await bytesOf(video) : null;
      const folder = await makeVideoFolder(options, input === null && video instanceof Uint8Array ? video.length : 0);
      try {
        const file = video instanceof Uint8Array ? path.join(folder, 'video') : path.resolve(video.file);
        if (input === null && video instanceof Uint8Array) await writeFile(file, video, { mode: 0o600 });
        const run = (parameters: readonly string[], outputBytes: number): Promise<BoundedOutput> =>
          runBounded({
            file: decoder.file,
            parameters: [...decoder.leadingArguments, ...parameters],
            folder,
            input,
            deadlineMs: Math.max(1, endsAtMs - now()),
            outputBytes,
            signal: closing.signal,
          });
        return await framesOf(format.value, decoder, decoder.ends(file), request, run, () => endsAtMs - now());
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    } finally {
      release();
    }
  }

  return {
    available: decoder !== null,
    async extractFrames(video, request) {
      const work = extract(video, request);
      running.add(work);
      try {
        return await work;
      } finally {
        running.delete(work);
      }
    },
    async close() {
      closing.abort();
      await Promise.allSettled(running);
    },
  };
}

async function framesOf(
  format: VideoFormat,
  decoder: VideoDecoder,
  ends: ReturnType<VideoDecoder['ends']>,
  request: FrameRequest,
  run: (parameters: readonly string[], outputBytes: number) => Promise<BoundedOutput>,
  leftMs: () => number,
): Promise<Outcome<ExtractedFrames>> {
  const listed = await run(packetTableArguments(format, ends), mostTableBytes);
  if (listed.ended === 'deadline' || listed.ended === 'aborted') return fail({ code: 'deadline-exceeded' });
  const table = parsePacketTable(Buffer.from(listed.output).toString('latin1'));
  if (table === null) return fail({ code: 'video-undecodable' });
  const { width, height } = table;
  if (width * height > videoLimits.pixels) return fail({ code: 'video-too-large' });

  const { frames, maxSidePixels } = request;
  const decodablePixels = (decoder.pixelsPerSecond * shareForDecoding * Math.max(0, leftMs())) / 1000;
  const plan = samplingPlan(table, { frames, decodablePixels });
  const outputBytes = frames * (3 * maxSidePixels ** 2 + 32);
  const decoded = await run(framesArguments(format, plan, request, ends), outputBytes);
  const images = splitPixmaps(decoded.output).slice(0, plan.timesMs.length);
  if (decoded.ended === 'aborted' || (images.length === 0 && decoded.ended === 'deadline')) {
    return fail({ code: 'deadline-exceeded' });
  }
  if (images.length === 0) return fail({ code: 'video-undecodable' });
  const jpegs = await Promise.all(images.map(toJpeg));
  return ok({
    frames: jpegs.map((jpeg, index) => ({ jpeg, timeMs: plan.timesMs[index]! })), // one time for each
    durationMs: plan.durationMs,
    width,
    height,
    framesPerSecond: plan.framesPerSecond,
    pictureTimesMs: shownTimes(table),
    isComplete: images.length === plan.timesMs.length && plan.windowMs === plan.durationMs,
  });
}

/** Hardly any loss, and without the coarser colours that JPEG files mostly have. */
const jpegOptions = { quality: 95, chromaSubsampling: '4:4:4' } as const;

const toJpeg = ({ data, width, height }: RgbImage): Promise<Uint8Array> =>
  sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg(jpegOptions)
    .toBuffer();

const bytesOf = async (video: VideoInput): Promise<Uint8Array> =>
  video instanceof Uint8Array ? video : readFile(video.file);

/** What can be told of a file by its size and its first bytes. */
async function formatOf(video: VideoInput): Promise<Outcome<VideoFormat>> {
  const { head, sizeBytes } =
    video instanceof Uint8Array ? { head: video, sizeBytes: video.length } : await headOf(video.file);
  if (sizeBytes === 0) return fail({ code: 'video-empty' });
  const format = sniffVideoFormat(head);
  if (format === null) return fail({ code: 'video-type-unsupported' });
  return sizeBytes > videoLimits.sizeBytes ? fail({ code: 'video-too-large' }) : ok(format);
}

async function headOf(file: string): Promise<{ head: Uint8Array; sizeBytes: number }> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return { head: buffer.subarray(0, bytesRead), sizeBytes: size };
  } finally {
    await handle.close();
  }
}
