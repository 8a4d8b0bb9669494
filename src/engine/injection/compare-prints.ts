import { printSide, type FilmPrint } from '#engine/injection/film-print.js';

/**
 * From this correlation on two films are one recording. Of the open clips, encoded anew, scaled, cut and sampled at other times,
 * none that moves enough lies below it (0.80 at least); parts of one clip, that is the same person at the same place a moment
 * later, reach 0.72 (test/long/film-prints.test.ts measures both).
 */
export const sameRecordingCorrelation = 0.77;

/** Levels of luma by which pictures differ from their mean: below it, motion cannot be told from drifting light. */
export const leastMotionLevels = 1.5;

/** Times of the other film at which its pictures are looked at, in between those that it has. */
const gridMs = 60;
const shiftSteps = 2;
/** Frames are taken every quarter of a second, so that between two of them nobody knows when the head was where: ± 120 ms. */
const slackSteps = 2;
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
  const grid = onGrid(other);
  const steps = one.timesMs.map((time) => Math.round((time - one.timesMs[0]!) / gridMs)); // there is one
  const last = steps.at(-1) ?? 0;
  const overlap = Math.max(leastOverlapMs / gridMs, leastOverlapShare * Math.min(last, grid.count - 1));
  const distances = distancesTo(one, grid);
  let best: number | null = null;
  for (let shift = -last; shift < grid.count; shift += shiftSteps) {
    const pairs = pairsAt(steps, shift, grid.count, distances);
    const [start, end] = [pairs[0], pairs.at(-1)];
    if (start === undefined || end === undefined || pairs.length < leastFrames) continue;
    if (steps[end.index]! - steps[start.index]! < overlap) continue;
    const correlation = correlationOf(pairs, one, grid);
    if (correlation !== null && (best === null || correlation > best)) best = correlation;
  }
  return best;
}

/** Whether both are one recording, whatever encoder it went through. */
export const isSameRecording = (one: FilmPrint, other: FilmPrint): boolean =>
  (printCorrelation(one, other) ?? -1) >= sameRecordingCorrelation;

interface GridOfPictures {
  readonly count: number;
  /** One behind the other, as in a print. */
  readonly pictures: Float32Array;
}

/** A film at even times from its first picture to its last; between two pictures, a mixture of both. */
function onGrid({ timesMs, pictures }: FilmPrint): GridOfPictures {
  const start = timesMs[0] ?? 0;
  const count = timesMs.length === 0 ? 0 : Math.floor((timesMs.at(-1)! - start) / gridMs) + 1;
  const mixed = new Float32Array(count * pixels);
  for (let step = 0, before = 0; step < count; step++) {
    const time = start + step * gridMs;
    while (before + 1 < timesMs.length - 1 && timesMs[before + 1]! <= time) before++;
    const [from, to] = [timesMs[before]!, timesMs[before + 1] ?? timesMs[before]!];
    const next = Math.min(before + 1, timesMs.length - 1);
    const share = to > from ? (time - from) / (to - from) : 0;
    for (let pixel = 0; pixel < pixels; pixel++) {
      const level = pictures[before * pixels + pixel]!;
      mixed[step * pixels + pixel] = level + share * (pictures[next * pixels + pixel]! - level);
    }
  }
  return { count, pictures: mixed };
}

/** Of every picture to every one of the grid, squared, row by row. */
function distancesTo({ timesMs, pictures }: FilmPrint, grid: GridOfPictures): Float32Array {
  const distances = new Float32Array(timesMs.length * grid.count);
  for (let index = 0; index < timesMs.length; index++) {
    for (let step = 0; step < grid.count; step++) {
      let sum = 0;
      for (let pixel = 0; pixel < pixels; pixel++) {
        sum += (pictures[index * pixels + pixel]! - grid.pictures[step * pixels + pixel]!) ** 2;
      }
      distances[index * grid.count + step] = sum;
    }
  }
  return distances;
}

/** A picture, and the one of the grid that is most like it about the time at which it should be. */
interface Pair {
  readonly index: number;
  readonly step: number;
}

function pairsAt(steps: readonly number[], shift: number, count: number, distances: Float32Array): Pair[] {
  return steps.flatMap((own, index): Pair[] => {
    const middle = own + shift;
    if (middle < 0 || middle >= count) return [];
    let best = middle;
    for (let step = Math.max(0, middle - slackSteps); step <= Math.min(count - 1, middle + slackSteps); step++) {
      if (distances[index * count + step]! < distances[index * count + best]!) best = step;
    }
    return [{ index, step: best }];
  });
}

function correlationOf(pairs: readonly Pair[], one: FilmPrint, grid: GridOfPictures): number | null {
  let [both, ofOne, ofOther] = [0, 0, 0];
  for (let pixel = 0; pixel < pixels; pixel++) {
    let [sumOne, sumOther, squaresOne, squaresOther, products] = [0, 0, 0, 0, 0];
    for (const { index, step } of pairs) {
      const a = one.pictures[index * pixels + pixel]!;
      const b = grid.pictures[step * pixels + pixel]!;
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
