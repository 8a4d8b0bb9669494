import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clopperPearsonUpper } from '#engine/evaluation/proportion.js';
import { printCorrelation, sameRecordingCorrelation } from '#engine/injection/compare-prints.js';
import { filmPrint, pictureOfPrint, printSide, type FilmPrint } from '#engine/injection/film-print.js';
import { printBands } from '#engine/injection/print-bands.js';
import { squareOfFrame } from '#engine/liveness/active/thumbnail.js';
import { createVideoFrames } from '#engine/video/create-video-frames.js';
import { coreDecoder } from '#engine/video/video-decoder.js';
import type { VideoFrames } from '#engine/video/video-frames.js';
import { ffmpegCoreFolder, runEncoder } from '../support/drawn-video.js';
import { missing, testData } from '../support/test-data.js';

// How near films of the open clips come to each other: copies of one recording, parts of one clip (the same person at the same
// place, a moment later: the hardest thing that an honest person can do), and different people.

const clips = 'data/clips/liveportrait';
const names = ['d3', 'd10', 'd11', 'd12', 'd18', 'd19', 'd20'];
/** As of a challenge (analyse-selfie-video.ts), and as one that lasts less long would be sampled. */
const [framesPerSecond, otherFramesPerSecond] = [4.5, 3.7];

let videoFrames: VideoFrames;
beforeAll(() => {
  const folders = { memoryDirectory: null, temporaryDirectory: tmpdir() };
  videoFrames = createVideoFrames({ decoder: coreDecoder(ffmpegCoreFolder()), ...folders, concurrent: 1 });
});
afterAll(() => videoFrames.close());

async function printOf(film: Uint8Array, perSecond: number, seconds: number): Promise<FilmPrint> {
  const frames = Math.min(64, Math.ceil(perSecond * seconds));
  const extracted = await videoFrames.extractFrames(film, { frames, maxSidePixels: 720, deadlineMs: 60_000 });
  if (!extracted.ok) throw new Error(extracted.failure.code);
  const thumbnails = extracted.value.frames.map(async ({ jpeg, timeMs }) => {
    const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
    return { timeMs, thumbnail: squareOfFrame({ data, width: info.width, height: info.height }) };
  });
  return filmPrint(await Promise.all(thumbnails));
}

const input = ['-t', '8', '-i', '/inputs/0000.png', '-an'];
const copies: readonly (readonly string[])[] = [
  [...input, '-vf', 'scale=320:-2', '-c:v', 'libvpx', '-b:v', '200k', '-deadline', 'realtime', '-f', 'webm', '/output'],
  [
    '-ss',
    '0.5',
    ...input,
    '-vf',
    'scale=240:-2,fps=15',
    '-c:v',
    'libx264',
    '-crf',
    '34',
    '-preset',
    'ultrafast',
    '-f',
    'mp4',
    '/output',
  ],
];

function partOf(print: FilmPrint, from: number, to: number): FilmPrint {
  const start = print.timesMs[from]!;
  return {
    timesMs: print.timesMs.slice(from, to).map((time) => time - start),
    pictures: print.pictures.slice(from * printSide ** 2, to * printSide ** 2),
  };
}

describe.skipIf(missing(clips))('films of the open clips', () => {
  test('copies are found, however they are encoded; others are not', { timeout: 600_000 }, async () => {
    const originals: FilmPrint[] = [];
    const ofCopies: { readonly name: string; readonly correlation: number | null; readonly shared: number }[] = [];
    const ofParts: (number | null)[] = [];
    for (const name of names) {
      const film = readFileSync(testData(clips, `${name}.mp4`));
      const original = await printOf(film, framesPerSecond, name === 'd10' ? 14 : 7.5);
      originals.push(original);
      const again = [await printOf(film, otherFramesPerSecond, name === 'd10' ? 14 : 7.5)];
      for (const encoding of copies)
        again.push(await printOf(await runEncoder([film], encoding), framesPerSecond, 7.5));
      const bands = new Set(printBands(original));
      for (const copy of again) {
        const shared = printBands(copy).filter((band) => bands.has(band)).length;
        ofCopies.push({ name, correlation: printCorrelation(copy, original), shared });
      }
      const count = original.timesMs.length;
      for (const parts of [2, 3]) {
        const length = Math.floor(count / parts);
        for (let one = 0; one < parts; one++) {
          for (let other = one + 1; other < parts; other++) {
            const [first, second] = [one, other].map((part) => partOf(original, part * length, (part + 1) * length));
            ofParts.push(printCorrelation(second!, first!)); // two of them
          }
        }
      }
    }
    const ofOthers = originals.flatMap((one, index) =>
      originals.slice(index + 1).map((other) => printCorrelation(one, other)),
    );
    const told = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);
    const falseAlarms = (values: readonly (number | null)[]): string => {
      const k = told(values).filter((value) => value >= sameRecordingCorrelation).length;
      const n = told(values).length;
      return `${k} of ${n}, at most ${(100 * clopperPearsonUpper(k, n, 0.95)).toFixed(1)} %`;
    };
    const found = ofCopies.filter(({ correlation }) => (correlation ?? -1) >= sameRecordingCorrelation);
    process.stdout.write(
      [
        `copies found: ${found.length} of ${ofCopies.length}, too still to tell: ${ofCopies.filter(({ correlation }) => correlation === null).length}`,
        `least alike copies: ${told(ofCopies.map(({ correlation }) => correlation))
          .sort((a, b) => a - b)
          .slice(0, 4)
          .map((value) => value.toFixed(2))
          .join(' ')}; least values in common: ${Math.min(...ofCopies.map(({ shared }) => shared))}`,
        `parts of one clip: ${falseAlarms(ofParts)}; most alike: ${told(ofParts)
          .sort((a, b) => b - a)
          .slice(0, 4)
          .map((value) => value.toFixed(2))
          .join(' ')}`,
        `other people: ${falseAlarms(ofOthers)}; most alike: ${Math.max(...told(ofOthers)).toFixed(2)}`,
      ]
        .map((line) => `${line}\n`)
        .join(''),
    );
    // d19 moves less than light drifts.
    expect(ofCopies.filter(({ correlation }) => correlation === null).every(({ name }) => name === 'd19')).toBe(true);
    expect(found.length).toBe(ofCopies.length - ofCopies.filter(({ correlation }) => correlation === null).length);
    expect(Math.min(...found.map(({ shared }) => shared))).toBeGreaterThan(0);
    expect(Math.max(...told(ofParts))).toBeLessThan(sameRecordingCorrelation);
    expect(Math.max(...told(ofOthers))).toBeLessThan(0.5);
    expect(pictureOfPrint(originals[0]!, 0)).toHaveLength(printSide ** 2);
  });
});
