import type { Mrz } from '#domain/document.js';
import type { Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { quadHeight, quadWidth } from '#engine/document/locate/quads.js';
import { wrapDegrees } from '#engine/document/locate/reading-direction.js';
import { startOf } from '#engine/document/mrz/block-grid.js';
import {
  combinePosteriors,
  formatSurprise,
  interpretBlock,
  readStrip,
  reinterpretBlock,
  stripFrame,
  type BlockReading,
  type StripView,
} from '#engine/document/mrz/block-reader.js';
import type { MrzCandidate } from '#engine/document/mrz/candidates.js';
import { likeliestText } from '#engine/document/mrz/fixed-length-decoder.js';
import { allowedCharacters, mrzLayouts } from '#engine/document/mrz/formats.js';
import { parseMrz, type ParsedMrz } from '#engine/document/mrz/parse.js';
import { negativeLogLikelihood } from '#engine/document/mrz/sequence-likelihood.js';
import { symbolColumns, type SymbolProbabilities } from '#engine/document/mrz/symbols.js';
import { isMrz, isTrusted, type ReadingEvidence } from '#engine/document/mrz/trust.js';
import { lineHeightPixels } from '#engine/document/ocr/line-tensor.js';
import type { TextRecogniser } from '#engine/document/ocr/text-recogniser.js';

export interface MrzReading {
  readonly mrz: Mrz;
  readonly parsed: ParsedMrz;
  readonly evidence: ReadingEvidence;
  /** Around the characters of each line, in reading order, in pixels of the image. */
  readonly lineQuads: readonly Quad[];
}

export interface MrzReader {
  /**
   * Reads a block of lines along `directionDegrees`. Null when it is no MRZ.
   * @param image in whose pixels the candidate is given
   */
  read(image: RgbImage, candidate: MrzCandidate, directionDegrees: number, now: Date): Promise<MrzReading | null>;
}

/** How the strips of a block are looked at, given how they were looked at before. */
type View = (strip: Quad, before: BlockReading | null) => StripView;

/** Whole lines, `stretch` times as wide as they are. */
const wholeLines =
  (heightRatio: number, stretch: number): View =>
  () => ({ heightRatio, stretch, maximumPiecePixels: Infinity });

/**
 * Pieces of lines, their characters 34 pixels wide: in a line with a long run of fillers, longer than the 25 characters
 * that the net was trained on, it may see nothing else.
 */
const pieces: View = (strip, before) => {
  const { format, decoded, lines, view } = before!; // pieces are never the first look
  const pitchShare = decoded.grid.pitchSteps / lines[0]!.steps;
  const pitchPixels = pitchShare * quadWidth(stripFrame(strip, view.heightRatio));
  const heightRatio = Math.min(1.3, Math.max(0.9, (1.4 * pitchPixels) / quadHeight(strip)));
  return {
    heightRatio,
    stretch: (34 * heightRatio * quadHeight(strip)) / (pitchPixels * lineHeightPixels),
    maximumPiecePixels: mrzLayouts[format].lineLength === 30 ? 34 * 20 : 34 * 25,
  };
};

/** Each differs from the others in what the net stumbles over; the next is taken where those before were not clear. */
const views: readonly View[] = [wholeLines(1.1, 0.75), wholeLines(1.05, 1), pieces];

/** From when on the looks so far need no other. */
const clear = { logLikelihoodPerCharacter: -0.15, leastConfidence: 0.8 } as const;

/** Text of which less than this share is made of MRZ characters, or that is shorter, is no line of an MRZ. */
const lineOfMrz = { share: 0.75, characters: 12 } as const;

export function createMrzReader(recogniser: TextRecogniser): MrzReader {
  const columns = symbolColumns(recogniser.alphabet);

  async function look(
    image: RgbImage,
    strips: readonly Quad[],
    view: StripView,
  ): Promise<SymbolProbabilities[] | null> {
    const lines: SymbolProbabilities[] = [];
    let others = 0;
    // From the bottom up: what lies like a line of an MRZ but is none lies above.
    for (const strip of [...strips].reverse()) {
      const read = await readStrip(image, strip, view, recogniser, columns);
      if (read === null) return null;
      if (!looksLikeMrz(read.text)) others++;
      if (strips.length - others < 2) return null;
      lines.unshift(read.probabilities);
    }
    return lines;
  }

  return {
    async read(image, candidate, directionDegrees, now) {
      const turned = Math.abs(wrapDegrees(candidate.angleDegrees - directionDegrees)) > 90;
      const strips = turned
        ? candidate.strips.map(([a, b, c, d]): Quad => [c, d, a, b]).reverse()
        : [...candidate.strips];
      let own: readonly Quad[] = strips;
      const looks: BlockReading[] = [];
      let assessed: Assessed | null = null;
      for (const viewOf of views) {
        const view = viewOf(own[0]!, looks[0] ?? null);
        const lines = await look(image, own, view);
        const [first] = looks;
        const reading =
          lines === null
            ? null
            : first === undefined
              ? interpretBlock(lines, view)
              : reinterpretBlock(first, lines, view);
        if (reading === null) {
          if (first === undefined) return null;
          continue;
        }
        if (first === undefined) own = strips.slice(reading.firstStrip, reading.firstStrip + reading.lines.length);
        looks.push(reading);
        assessed = assess(looks, now);
        if (assessed === null || !mayBeMrz(assessed)) return null;
        if (isClear(assessed)) break;
      }
      if (assessed === null || !isMrz(assessed.evidence, assessed.parsed)) return null;
      return finish(assessed, clearest(looks), own);
    },
  };
}

function looksLikeMrz(text: string): boolean {
  const characters = [...text].filter((character) => character !== ' ');
  const own = characters.filter((character) => /[0-9A-Z<＜«《〈‹]/.test(character)).length;
  return own >= lineOfMrz.characters && own >= lineOfMrz.share * characters.length;
}

interface Assessed {
  readonly lines: readonly string[];
  readonly confidences: readonly (readonly number[])[];
  readonly evidence: ReadingEvidence;
  readonly parsed: ParsedMrz;
}

function assess(looks: readonly BlockReading[], now: Date): Assessed | null {
  const { format } = looks[0]!;
  const texts = combinePosteriors(looks, ({ posteriors }) => posteriors).map(likeliestText);
  const lines = texts.map(({ text }) => text);
  const confidences = texts.map((text) => text.confidences);
  const parsed = parseMrz({ lines, now, characterConfidences: confidences });
  if (parsed?.format !== format) return null;
  const layout = mrzLayouts[format];
  const best = clearest(looks);
  const open = combinePosteriors(looks, ({ decoded }) => decoded.openPosteriors);
  const characters = layout.lineCount * layout.lineLength;
  return {
    lines,
    confidences,
    parsed,
    evidence: {
      logLikelihoodPerCharacter: best.decoded.logLikelihood / characters,
      formatSurpriseNats: formatSurprise(lines, open),
      unevennessPitches: best.decoded.unevennessPitches,
      leastConfidence: Math.min(...confidences.flat()),
      disallowedCharacters: lines.reduce(
        (sum, line, at) =>
          sum + [...line].filter((character, i) => !allowedCharacters(layout, at, i).includes(character)).length,
        0,
      ),
    },
  };
}

const clearest = (looks: readonly BlockReading[]): BlockReading =>
  looks.reduce((a, b) => (b.decoded.logLikelihood > a.decoded.logLikelihood ? b : a));

const isClear = ({ evidence, parsed }: Assessed): boolean =>
  isTrusted(evidence, parsed) &&
  evidence.logLikelihoodPerCharacter >= clear.logLikelihoodPerCharacter &&
  evidence.leastConfidence >= clear.leastConfidence;

/** Whether a second look can make an MRZ of it: other text stays far below. */
const mayBeMrz = ({ evidence }: Assessed): boolean => evidence.logLikelihoodPerCharacter > -1.2;

function finish({ lines, parsed, evidence }: Assessed, look: BlockReading, strips: readonly Quad[]): MrzReading {
  const nats = look.lines.reduce((sum, line, i) => sum + negativeLogLikelihood(lines[i]!, line), 0);
  return {
    parsed,
    evidence,
    mrz: {
      format: look.format,
      lines: [...lines],
      checkDigits: { ...parsed.checkDigits },
      valid: isTrusted(evidence, parsed),
      negativeLogLikelihood: nats,
      repaired: false,
    },
    lineQuads: strips.map((strip, i) => characterQuad(strip, look, i)),
  };
}

/** The strip cut to its characters: from the left edge of the first cell to the right edge of the last. */
function characterQuad(strip: Quad, { view, format, decoded, lines }: BlockReading, line: number): Quad {
  const frame = stripFrame(strip, view.heightRatio);
  const { grid } = decoded;
  const { steps } = lines[line]!;
  // A character begins to be seen about its middle.
  const share = (index: number): number => (startOf(grid, line, index) + 0.5) / steps;
  const left = share(-0.5);
  const right = share(mrzLayouts[format].lineLength - 0.5);
  const [a, b, c, d] = frame;
  const between = (p: { x: number; y: number }, q: { x: number; y: number }, share: number) => ({
    x: p.x + (q.x - p.x) * share,
    y: p.y + (q.y - p.y) * share,
  });
  return [between(a, b, left), between(a, b, right), between(d, c, right), between(d, c, left)];
}
