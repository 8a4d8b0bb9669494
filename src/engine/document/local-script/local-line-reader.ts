import type { LocalLanguageState } from '#domain/document.js';
import type { Box, Quad } from '#domain/geometry.js';
import type { DocumentView } from '#engine/document/document-view.js';
import { inkExtent } from '#engine/document/local-script/ink-extent.js';
import { isInstalled, type InstalledLanguages } from '#engine/document/local-script/installed-languages.js';
import { lineLuminance } from '#engine/document/local-script/line-luminance.js';
import type { ScriptRecogniser } from '#engine/document/local-script/script-recogniser.js';
import { quadHeight, quadWidth } from '#engine/document/locate/quads.js';
import { localLanguagesOf, type LocalLanguage } from '#engine/document/tables/local-languages.js';
import { shareOfScript } from '#engine/document/text/script-of-text.js';
import type { DecodedLine } from '#engine/document/text/line-decoder.js';
import type { PrintedLines } from '#engine/document/visual-zone-lines.js';
import { labelMatches } from '#engine/document/viz/label-matches.js';
import { onOneLine, right, unionOf, type TextBox } from '#engine/document/viz/text-box.js';
import { cornersOfBox } from '#engine/image/corners-of-box.js';
import { applyHomographyToQuad, homographyBetween } from '#engine/image/homography.js';
import type { Luminance } from '#engine/image/luminance.js';

/** The lines of a document, parted by who read them. */
export interface LocalLines {
  /** What the general recogniser read, without the lines that turned out to be local script. */
  readonly boxes: readonly TextBox[];
  /** Lines in a local script of the issuing state. */
  readonly localBoxes: readonly TextBox[];
  /** The local languages of the state; none for a state whose documents need none. */
  readonly languages: readonly LocalLanguageState[];
}

export interface LocalLineReader {
  /** @param state the issuing state (ICAO 9303-3 §5), null where nothing tells it: no local script is looked for then */
  read(view: DocumentView, printed: PrintedLines, state: string | null): Promise<LocalLines>;
}

/**
 * A line that the general recogniser read more surely than this is what it says. On rendered passports it reads Hebrew
 * and Arabic as Latin letters with up to 0.91.
 */
const sureConfidence = 0.95;
/** Of a line in a local script at least this share of the letters is of the script, */
const leastScriptShare = 0.7;
/** it has this many letters, */
const leastLetters = 2;
/** and was read this surely: other print, read as Hebrew or Arabic, stays below. */
const leastConfidence = 0.7;
/** Texts with as many digits, or with a label word of as many letters, are what the general recogniser takes them for. */
const leastDigits = 3;
const leastLabelLetters = 5;
/** Words of one line stand no further apart than this, in heights of their boxes. */
const widestGap = 0.6;
/** The reading is bounded by lines, not by the clock, so that a busy machine gives the same result. The largest come first. */
const maximumLines = 24;
/**
 * What is shown above and below a detected line, in its heights: marks stand out. Where that cannot be read, the second
 * look leaves out what the neighbouring lines reach in.
 */
const looks = [0.08, -0.12] as const;
/** What is shown before and behind a line, in its heights. */
const marginAlong = 0.25;
/** A line with words that the detector missed is read at most this much less surely; noise beside it costs more. */
const mostLoss = 0.1;
/** How wide a symbol is, and how long a line must be to be looked at without one, in heights of the line. */
const symbolHeights = 1.1;
const leastLineHeights = 4;
/** Lines that are looked at so, of the largest, and only where the general recogniser saw letters. */
const mostSymbolLines = 8;
/** How far words are looked for that the detector missed, in heights of the line. */
const widestSearch = 10;

/** Reads the lines that the general recogniser could not, in the languages of the issuing state that are installed. */
export function createLocalLineReader(installed: InstalledLanguages, recogniser: ScriptRecogniser): LocalLineReader {
  return {
    async read(view, printed, state) {
      const wanted = state === null ? [] : localLanguagesOf(state);
      const usable = wanted.filter((language) => isInstalled(installed, language));
      const languages = wanted.map((language): LocalLanguageState => ({
        language: language.code,
        script: language.script,
        state: usable.includes(language) ? 'installed' : 'not-installed',
      }));
      if (usable.length === 0) return { boxes: printed.boxes, localBoxes: [], languages };
      const { image } = view.closeUp;
      const toQuad = quadOfBoxIn(view);
      if (toQuad === null) return { boxes: printed.boxes, localBoxes: [], languages };
      const replaced = new Set<TextBox>();
      const localBoxes: TextBox[] = [];
      for (const [index, { box, general }] of doubtfulLines(printed).entries()) {
        const readLine = async (line: Luminance | null) =>
          line === null ? null : readIn(usable, (language) => recogniser.read(line, language.code));
        const [full, trimmed] = looks;
        const look = (place: Box, margin: number) => readLine(lineLuminance(image, toQuad(framed(place, margin))));
        const read = (await look(box, full)) ?? (await look(box, trimmed));
        const wholeLine = async (line: DecodedLine): Promise<TextBox> => {
          const wider = lineWithMissedWords(image, toQuad, framed(box, full), roomBeside(box, printed));
          return { ...(wider === null ? line : withMissedWords(line, await readLine(wider))), box };
        };
        const lineBesideSymbol = async (): Promise<TextBox | null> => {
          if (general.length === 0 || index >= mostSymbolLines) return null;
          for (const place of withoutSymbol(box)) {
            const part = await look(place, full);
            if (part !== null) return { ...part, box: place };
          }
          return null;
        };
        const local = read === null ? await lineBesideSymbol() : await wholeLine(read);
        if (local === null) continue;
        localBoxes.push(local);
        for (const part of general) replaced.add(part);
      }
      return { boxes: printed.boxes.filter((box) => !replaced.has(box)), localBoxes, languages };
    },
  };
}

/** A line without what may be a symbol at its end or start (a chip, a crest), which the detector took for a part of it. */
const withoutSymbol = (box: Box): Box[] => {
  const symbol = symbolHeights * box.height;
  if (box.width < leastLineHeights * box.height) return [];
  const width = box.width - symbol;
  return [
    { ...box, width },
    { ...box, x: box.x + symbol, width },
  ];
};

interface DoubtfulLine {
  readonly box: Box;
  /** What the general recogniser made of it, if anything. */
  readonly general: readonly TextBox[];
}

/** Lines that may be in a local script, in a fixed order. Words that the detector parted are one line again. */
function doubtfulLines({ boxes, unread }: PrintedLines): DoubtfulLine[] {
  const pieces = [
    ...boxes.filter(isDoubtful).map((general) => ({ box: general.box, general: [general] })),
    ...unread.map((box) => ({ box, general: [] })),
  ].sort((a, b) => a.box.x - b.box.x || a.box.y - b.box.y);
  const lines: DoubtfulLine[] = [];
  for (const piece of pieces) {
    const before = lines.findIndex(({ box }) => isContinuedBy(box, piece.box));
    if (before < 0) lines.push(piece);
    else {
      const { box, general } = lines[before]!;
      lines[before] = { box: unionOf(box, piece.box), general: [...general, ...piece.general] };
    }
  }
  return lines
    .sort((a, b) => b.box.height - a.box.height || a.box.y - b.box.y || a.box.x - b.box.x)
    .slice(0, maximumLines);
}

/** What has digits is a number or a date and what holds a label's words is a label, however badly they were read. */
const isDoubtful = ({ text, confidence }: TextBox): boolean =>
  confidence < sureConfidence && (text.match(/\d/g)?.length ?? 0) < leastDigits && !holdsLabel(text);

const holdsLabel = (text: string): boolean =>
  labelMatches(text).some(({ letters, quality }) => letters >= leastLabelLetters && quality > 0.8);

/** Whether a box goes on in another to its right, as words of one line do. */
function isContinuedBy(box: Box, next: Box): boolean {
  const height = Math.min(box.height, next.height);
  const gap = next.x - right(box);
  return onOneLine(box, next) && gap < widestGap * height && gap > -height;
}

/**
 * A reading completed by the words that the detector missed. Where there is print beside the line that cannot be read with
 * it, half of the confidence is gone: the name may lack a part, and a part is a wrong name.
 */
function withMissedWords(read: DecodedLine, wider: DecodedLine | null): DecodedLine {
  if (wider?.text === read.text) return read;
  if (wider?.text.includes(read.text) === true && wider.confidence >= read.confidence - mostLoss) return wider;
  return { ...read, confidence: read.confidence / 2 };
}

/** The surest reading in any of the languages; null when none is a line of its language's script. */
async function readIn(
  languages: readonly LocalLanguage[],
  read: (language: LocalLanguage) => ReturnType<ScriptRecogniser['read']>,
): Promise<DecodedLine | null> {
  let best: DecodedLine | null = null;
  for (const language of languages) {
    const line = await read(language);
    if (line === null || line.confidence < leastConfidence || line.confidence <= (best?.confidence ?? 0)) continue;
    if (shareOfScript(line.text, language.script) < leastScriptShare) continue;
    if ((line.text.match(/\p{L}/gu)?.length ?? 0) >= leastLetters) best = line;
  }
  return best;
}

/** How far it is to the next text on the same line, in pixels of the document. */
function roomBeside(box: Box, { boxes, unread }: PrintedLines): { left: number; right: number } {
  const most = widestSearch * box.height;
  const neighbours = [...boxes.map((each) => each.box), ...unread].filter((other) => onOneLine(box, other));
  const before = neighbours.filter((other) => right(other) < box.x + box.width / 2);
  const behind = neighbours.filter((other) => other.x > box.x + box.width / 2);
  return {
    left: Math.max(0, Math.min(most, ...before.map((other) => box.x - right(other)))),
    right: Math.max(0, Math.min(most, ...behind.map((other) => other.x - right(box)))),
  };
}

/** A line's box and what is shown around it; `across` in heights of the line, negative to show less than the box. */
function framed({ x, y, width, height }: Box, across: number): Box {
  const along = marginAlong * height;
  return { x: x - along, y: y - across * height, width: width + 2 * along, height: (1 + 2 * across) * height };
}

/** The grey levels of a line and of the words beside it that the detector missed; null where there are none. */
function lineWithMissedWords(
  image: Luminance,
  toQuad: (box: Box) => Quad,
  frame: Box,
  room: { readonly left: number; readonly right: number },
): Luminance | null {
  const wide: Box = { ...frame, x: frame.x - room.left, width: frame.width + room.left + room.right };
  const line = lineLuminance(image, toQuad(wide));
  if (line === null) return null;
  const scale = line.width / wide.width;
  const detected = { from: Math.floor(room.left * scale), to: Math.ceil((room.left + frame.width) * scale) };
  const { from, to } = inkExtent(line, detected);
  // Less than half of a letter is the end of the detected word itself.
  if (detected.from - from + (to - detected.to) < line.height / 4) return null;
  const shown = Math.round(marginAlong * line.height);
  return columnsOf(line, Math.max(0, from - shown), Math.min(line.width, to + shown));
}

function columnsOf({ width, height, data }: Luminance, from: number, to: number): Luminance {
  const part = new Uint8Array((to - from) * height);
  for (let y = 0; y < height; y++) part.set(data.subarray(y * width + from, y * width + to), y * (to - from));
  return { width: to - from, height, data: part, channels: 1 };
}

/** From a box of the upright document to the quad in the close-up that shows it. */
function quadOfBoxIn({ quad, closeUp }: DocumentView): ((box: Box) => Quad) | null {
  const upright = cornersOfBox({ x: 0, y: 0, width: quadWidth(quad), height: quadHeight(quad) });
  const map = homographyBetween(upright, quad);
  return map === null ? null : (box) => closeUp.place(applyHomographyToQuad(map, cornersOfBox(box)));
}
