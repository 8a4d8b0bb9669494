import type { Point, Quad } from '#domain/geometry.js';
import { emissions } from '#engine/document/mrz/emission-chain.js';
import { mrzLineWidths, type MrzLineRecogniser } from '#engine/document/mrz/mrz-line-recogniser.js';
import type { SymbolProbabilities } from '#engine/document/mrz/symbols.js';
import { cutStrips, stripHeightPixels } from '#engine/image/grey-strips.js';
import type { Luminance } from '#engine/image/luminance.js';
import { quadSides } from '#engine/image/quad-sides.js';

/** A line of text by its axis: all strips of a block cover the same extent along the text. */
interface Axis {
  readonly origin: Point;
  /** Unit vectors along the text and down across it. */
  readonly along: Point;
  readonly down: Point;
}

/** Where the characters of a block lie, as a first glance shows. Lengths in pixels of the image. */
export interface BlockScale {
  readonly axes: readonly Axis[];
  readonly pitchPixels: number;
  /** From the axes' origins to the middle of the first and of the last character that is seen in any line. */
  readonly firstPixels: number;
  readonly lastPixels: number;
  /** Mean probability of the characters seen, 0–1: low where the text stands on its head or is none of an MRZ. */
  readonly clarity: number;
  /** Most characters seen in a line. */
  readonly characters: number;
}

/** How lines are brought before the recogniser, in pixels of its input. */
export interface LineScale {
  readonly pitchPixels: number;
  readonly capitalPixels: number;
}

/** Pitch over the height of a capital of OCR-B size 1: 2.54 mm to 2.40 mm (ISO 1073-2). */
const pitchPerCapital = 1.06;
/** Room beyond the first and the last character, in pitches from their middles. */
const marginPitches = 1.6;

/**
 * How many characters the strips may hold across: whole lines of TD3, of TD1, and the better half of a line whose fillers
 * were not detected. The net reads characters 11 to 20 pixels wide, so these cover all lengths.
 */
const guesses = [42, 31, 22] as const;
const glance: LineScale = { pitchPixels: 14.5, capitalPixels: 20 };

/** Looks at strips of text at several scales, and tells where their characters lie by the clearest. Null: too few. */
export async function measureBlock(
  image: Luminance,
  strips: readonly Quad[],
  recogniser: MrzLineRecogniser,
): Promise<BlockScale | null> {
  const axes = strips.map(axisOf);
  const length = Math.max(...strips.map((strip) => quadSides(strip).along));
  let best: { readonly scale: BlockScale; readonly weight: number } | null = null;
  for (const characters of guesses) {
    const pitchPixels = length / characters;
    const from = -marginPitches * pitchPixels;
    const to = length + marginPitches * pitchPixels;
    const lines = await readFrames(
      image,
      framesAlong(axes, from, to, pitchPixels, glance),
      pitchPixels,
      glance,
      recogniser,
    );
    if (lines === null) return null;
    const seen = lines.map((line) => emissions(line));
    const pitchSteps = medianGap(seen.map((line) => line.map(({ step }) => step)));
    if (pitchSteps === null) continue;
    const all = seen.flat();
    const weight = all.reduce((sum, { probability }) => sum + probability - unclear, 0);
    if (best !== null && weight <= best.weight) continue;
    const stepPixels = (to - from) / lines[0]!.steps;
    const places = all
      .filter(({ probability }) => probability > 0.5)
      .map(({ step }) => from + (step + 0.5) * stepPixels);
    if (places.length === 0) continue;
    best = {
      weight,
      scale: {
        axes,
        pitchPixels: pitchSteps * stepPixels,
        firstPixels: Math.min(...places),
        lastPixels: Math.max(...places),
        clarity: all.reduce((sum, { probability }) => sum + probability, 0) / all.length,
        characters: Math.max(...seen.map((line) => line.length)),
      },
    };
  }
  return best?.scale ?? null;
}

/** Probability of a character below which it speaks against a scale: text out of scale or on its head is read at .3 to .6. */
const unclear = 0.65;

/** The frames of the lines from the first character on, with a margin: as far as they were seen, or `characters` long. */
export function framesOf(block: BlockScale, scale: LineScale, characters: number | null): Quad[] {
  const { axes, pitchPixels, firstPixels, lastPixels } = block;
  const end = characters === null ? lastPixels : Math.max(lastPixels, firstPixels + (characters - 1) * pitchPixels);
  return framesAlong(
    axes,
    firstPixels - marginPitches * pitchPixels,
    end + marginPitches * pitchPixels,
    pitchPixels,
    scale,
  );
}

/** Recognises what lies in the frames, a pitch of the image brought to that of `scale`. Null when a frame is degenerate. */
export async function readFrames(
  image: Luminance,
  frames: readonly Quad[],
  pitchPixels: number,
  scale: LineScale,
  recogniser: MrzLineRecogniser,
): Promise<SymbolProbabilities[] | null> {
  const { along } = quadSides(frames[0]!);
  const lines = cutStrips(image, frames, (along / pitchPixels) * scale.pitchPixels, mrzLineWidths);
  return lines && recogniser.recognise(lines);
}

function framesAlong(axes: readonly Axis[], from: number, to: number, pitchPixels: number, scale: LineScale): Quad[] {
  const capital = pitchPixels / pitchPerCapital;
  const half = (capital * stripHeightPixels) / scale.capitalPixels / 2;
  return axes.map(({ origin, along, down }): Quad => {
    const corner = (x: number, y: number): Point => ({
      x: origin.x + x * along.x + y * down.x,
      y: origin.y + x * along.y + y * down.y,
    });
    return [corner(from, -half), corner(to, -half), corner(to, half), corner(from, half)];
  });
}

function axisOf([topLeft, topRight, bottomRight, bottomLeft]: Quad): Axis {
  const origin = { x: (topLeft.x + bottomLeft.x) / 2, y: (topLeft.y + bottomLeft.y) / 2 };
  const end = { x: (topRight.x + bottomRight.x) / 2, y: (topRight.y + bottomRight.y) / 2 };
  return {
    origin,
    along: unit(end.x - origin.x, end.y - origin.y),
    down: unit(bottomLeft.x - topLeft.x, bottomLeft.y - topLeft.y),
  };
}

function unit(x: number, y: number): Point {
  const length = Math.hypot(x, y);
  return { x: x / length, y: y / length };
}

/** The usual distance of neighbouring characters over all lines; null when there are too few to tell. */
function medianGap(lines: readonly (readonly number[])[]): number | null {
  const gaps = lines.flatMap((steps) => steps.slice(1).map((step, i) => step - steps[i]!)).sort((a, b) => a - b);
  // The middle half on average: steps are whole, and a pitch of 3.4 steps has gaps of 3 and 4.
  const middle = gaps.slice(gaps.length >> 2, gaps.length - (gaps.length >> 2));
  return gaps.length < 12 ? null : middle.reduce((a, b) => a + b) / middle.length;
}
