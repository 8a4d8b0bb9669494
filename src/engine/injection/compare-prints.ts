import { printSide, type FilmPrint } from '#engine/injection/film-print.js';

/**
 * From this correlation on two films are one recording. Of the open clips, encoded anew, scaled, cut and sampled at other times,
 * none that moves enough lies below it (0.81 at least); parts of one clip, that is the same person at the same place a moment
 * later, reach 0.72 (test/golden/film-prints.test.ts measures both).
 */
export const sameRecordingCorrelation = 0.77;

/** Levels of luma by which pictures differ from their mean: below it, motion cannot be told from drifting light. */
export const leastMotionLevels = 1.5;

const shiftMs = 100;
/** Frames are taken every quarter of a second, so that between two of them nobody knows when the head was where. */
const slacksMs = [-120, -60, 0, 60, 120];
/** What both films have to show of the same time. */
const leastOverlapMs = 2500;
const leastOverlapShare = 0.6;
const leastFrames = 6;

const pixels = printSide ** 2;

/**
 * Whether two films move alike at the same times: the correlation of what changes in them, over all pixels and times, at the best
 * shift. Where a film was taken and who sits in front of the camera are the same in all its pictures and fall out; only what
 * happens counts, so that a person who films himself again at the same place is told from one who plays the first film again.
 * −1 to 1; null: too short, or too little moves.
 */
export function printCorrelation(one: FilmPrint, other: FilmPrint): number | null {
  const lengthOf = ({ timesMs }: FilmPrint): number => (timesMs.at(-1) ?? 0) - (timesMs[0] ?? 0);
  const overlapMs = Math.max(leastOverlapMs, leastOverlapShare * Math.min(lengthOf(one), lengthOf(other)));
  let best: number | null = null;
  for (let shift = -lengthOf(one); shift <= lengthOf(other); shift += shiftMs) {
    const correlation = correlationAt(one, other, shift, overlapMs);
    if (correlation !== null && (best === null || correlation > best)) best = correlation;
  }
  return best;
}

/** Whether both are one recording, whatever encoder it went through. */
export const isSameRecording = (one: FilmPrint, other: FilmPrint): boolean =>
  (printCorrelation(one, other) ?? -1) >= sameRecordingCorrelation;

function correlationAt(one: FilmPrint, other: FilmPrint, shift: number, overlapMs: number): number | null {
  const pairs = one.timesMs.flatMap((time, index) => {
    const picture = one.pictures.subarray(index * pixels, (index + 1) * pixels);
    const alike = mostAlikeAround(picture, other, time + shift);
    return alike === null ? [] : [{ time, picture, alike }];
  });
  const [first, last] = [pairs[0], pairs.at(-1)];
  if (first === undefined || last === undefined || pairs.length < leastFrames) return null;
  if (last.time - first.time < overlapMs) return null;
  let [both, ofOne, ofOther] = [0, 0, 0];
  for (let pixel = 0; pixel < pixels; pixel++) {
    let [sumOne, sumOther, squaresOne, squaresOther, products] = [0, 0, 0, 0, 0];
    for (const { picture, alike } of pairs) {
      const [a, b] = [picture[pixel]!, alike[pixel]!];
      sumOne += a;
      sumOther += b;
      squaresOne += a * a;
      squaresOther += b * b;
      products += a * b;
    }
    both += products - (sumOne * sumOther) / pairs.length;
    ofOne += squaresOne - sumOne ** 2 / pairs.length;
    ofOther += squaresOther - sumOther ** 2 / pairs.length;
  }
  const least = leastMotionLevels ** 2 * pixels * pairs.length;
  return ofOne < least || ofOther < least ? null : both / Math.sqrt(ofOne * ofOther);
}

/** Of the film's pictures around a time the one most like the given one; null: the time lies outside of the film. */
function mostAlikeAround(picture: Uint8Array, film: FilmPrint, timeMs: number): Float64Array | null {
  const [start, end] = [film.timesMs[0]!, film.timesMs.at(-1)!];
  if (timeMs < start || timeMs > end) return null;
  let [best, least]: [Float64Array | null, number] = [null, Number.POSITIVE_INFINITY];
  for (const slack of slacksMs) {
    const candidate = pictureAt(film, Math.min(end, Math.max(start, timeMs + slack)));
    let distance = 0;
    for (let pixel = 0; pixel < pixels; pixel++) distance += (candidate[pixel]! - picture[pixel]!) ** 2;
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Between the two pictures around a time within the film. */
function pictureAt({ timesMs, pictures }: FilmPrint, timeMs: number): Float64Array {
  const later = timesMs.findIndex((time) => time > timeMs);
  const next = later < 0 ? timesMs.length - 1 : later;
  const before = Math.max(0, next - 1);
  const [from, to] = [timesMs[before]!, timesMs[next]!];
  const share = to > from ? (timeMs - from) / (to - from) : 0;
  const mixed = new Float64Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const level = pictures[before * pixels + pixel]!;
    mixed[pixel] = level + share * (pictures[next * pixels + pixel]! - level);
  }
  return mixed;
}
