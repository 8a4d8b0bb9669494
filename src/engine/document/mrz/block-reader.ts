import type { MrzFormat } from '#domain/document.js';
import type { Quad } from '#domain/geometry.js';
import { decodeBlock, decodeWithin, type DecodedBlock } from '#engine/document/mrz/block-decoder.js';
import { likeliestText } from '#engine/document/mrz/fixed-length-decoder.js';
import { formatWeights, irregularFields } from '#engine/document/mrz/format-weights.js';
import { formatOfLines, mrzLayouts } from '#engine/document/mrz/formats.js';
import { mrzSymbols, type SymbolProbabilities } from '#engine/document/mrz/symbols.js';

/** One look at the strips of a block, as the lines of one format. */
export interface BlockReading {
  /** What of the image the lines were cut out of. */
  readonly frames: readonly Quad[];
  readonly format: MrzFormat;
  /** Which of the strips the lines are. */
  readonly firstStrip: number;
  readonly lines: readonly SymbolProbabilities[];
  readonly decoded: DecodedBlock;
  /** Per line, row-major positions × 37, where the format's characters are favoured. */
  readonly posteriors: readonly Float64Array[];
}

/** The lengths of lines that formats have, each once: TD2, MRV-B and the French card have the same. */
const shapes: readonly (readonly number[])[] = Object.values(mrzLayouts)
  .map(({ lineLengths }) => lineLengths)
  .filter((lengths, index, all) => all.findIndex((other) => other.join() === lengths.join()) === index);

/**
 * The format, and which of the strips, explain the recognised strips best: every run of strips is decoded at the lengths
 * of lines that formats have, and the likelihood per step decides; what stands where tells formats of equal lengths apart.
 * A single line is only looked for in a strip that stands alone: any line of a block would make one.
 */
export function interpretBlock(strips: readonly SymbolProbabilities[], frames: readonly Quad[]): BlockReading | null {
  let best: { reading: Omit<BlockReading, 'posteriors'>; score: number } | null = null;
  for (const lengths of shapes) {
    const lineCount = lengths.length;
    if (lineCount === 1 && strips.length > 1) continue;
    for (let firstStrip = 0; firstStrip + lineCount <= strips.length; firstStrip++) {
      const lines = strips.slice(firstStrip, firstStrip + lineCount);
      const decoded = decodeBlock(lines, lengths);
      if (decoded === null) continue;
      const score = decoded.logLikelihood / lines.reduce((sum, { steps }) => sum + steps, 0);
      if (best !== null && score <= best.score) continue;
      const format = formatOfLines(decoded.openPosteriors.map((posterior) => likeliestText(posterior).text));
      if (format === null) continue;
      const own = frames.slice(firstStrip, firstStrip + lineCount);
      best = { reading: { frames: own, format, firstStrip, lines, decoded }, score };
    }
  }
  return best === null ? null : withPosteriors(best.reading);
}

/** The same strips seen another way, as the format that is already known. */
export function reinterpretBlock(
  { format, firstStrip }: BlockReading,
  lines: readonly SymbolProbabilities[],
  frames: readonly Quad[],
): BlockReading | null {
  const decoded = decodeBlock(lines, mrzLayouts[format].lineLengths);
  return decoded === null ? null : withPosteriors({ frames, format, firstStrip, lines, decoded });
}

function withPosteriors(reading: Omit<BlockReading, 'posteriors'>): BlockReading | null {
  const layout = mrzLayouts[reading.format];
  const weights = reading.lines.map((_, line) => formatWeights(layout, line));
  const posteriors = decodeWithin(reading.lines, weights, reading.decoded.grid);
  if (posteriors === null) return null;
  return { ...reading, posteriors: irregularFields(layout, posteriors, reading.decoded.openPosteriors) };
}

/**
 * Several looks at one block as one: each look's posteriors of a line weigh as its likelihood of that line (Bayesian
 * model averaging), so a look in which the net lost its way hardly counts.
 */
export function combinePosteriors(
  looks: readonly BlockReading[],
  select: (look: BlockReading) => readonly Float64Array[],
): Float64Array[] {
  return select(looks[0]!).map((first, line) => {
    const likelihoods = looks.map(({ decoded }) => decoded.lineLogLikelihoods[line]!);
    const highest = Math.max(...likelihoods);
    const weights = likelihoods.map((likelihood) => Math.exp(likelihood - highest));
    const total = weights.reduce((a, b) => a + b);
    const mean = new Float64Array(first.length);
    looks.forEach((look, i) => {
      const posterior = select(look)[line]!;
      for (let at = 0; at < mean.length; at++) mean[at]! += (posterior[at]! * weights[i]!) / total;
    });
    return mean;
  });
}

/**
 * What the format had to talk the picture into: the sum over all characters of −ln of the probability that the
 * character has when any may stand there, in nats. 0: the picture says the same without the format.
 */
export function formatSurprise(lines: readonly string[], openPosteriors: readonly Float64Array[]): number {
  let nats = 0;
  lines.forEach((text, line) => {
    for (let i = 0; i < text.length; i++) {
      const probability = openPosteriors[line]![i * mrzSymbols.length + mrzSymbols.indexOf(text[i]!)]!;
      nats -= Math.log(Math.min(1, Math.max(probability, 1e-9)));
    }
  });
  return nats;
}
