import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import opentype, { type Font, type Glyph } from 'opentype.js';
import { flattenPath, type Contour, type Outline } from '#specimens/draw/outline.js';
import { inVisualOrder } from '#specimens/draw/visual-order.js';

/** The faces that the tuning family and the samples are set in: files of the npm package dejavu-fonts-ttf (Bitstream Vera licence). */
const dejaVuFiles = {
  sans: 'DejaVuSans.ttf',
  'sans-bold': 'DejaVuSans-Bold.ttf',
  'sans-condensed': 'DejaVuSansCondensed.ttf',
  'sans-condensed-bold': 'DejaVuSansCondensed-Bold.ttf',
  serif: 'DejaVuSerif.ttf',
  'serif-bold': 'DejaVuSerif-Bold.ttf',
  'serif-condensed-bold': 'DejaVuSerifCondensed-Bold.ttf',
  'serif-italic': 'DejaVuSerif-Italic.ttf',
  mono: 'DejaVuSansMono.ttf',
  'mono-bold': 'DejaVuSansMono-Bold.ttf',
} as const;

/**
 * The faces of the validation family: npm packages `@fontsource/<name>` (SIL Open Font Licence), development
 * dependencies that ship a file for each script.
 */
const fontsourceFaces = {
  arimo: { name: 'arimo', weight: 400 },
  'arimo-bold': { name: 'arimo', weight: 700 },
  tinos: { name: 'tinos', weight: 400 },
  'tinos-bold': { name: 'tinos', weight: 700 },
  cousine: { name: 'cousine', weight: 400 },
  'cousine-bold': { name: 'cousine', weight: 700 },
  'pt-narrow': { name: 'pt-sans-narrow', weight: 400 },
  'pt-narrow-bold': { name: 'pt-sans-narrow', weight: 700 },
} as const;

/** Latin first: it gives the heights. */
const scripts = ['latin', 'latin-ext', 'cyrillic', 'greek'];

export type FontName = keyof typeof dejaVuFiles | keyof typeof fontsourceFaces;

/** Fonts that complete each other: a letter is drawn by the first that has it. */
export type Face = readonly [Font, ...Font[]];

export interface Fonts {
  /** Throws when the package of the face is not installed. */
  get(name: FontName): Face;
  /** OCR-B where the machine has it, else a monospaced face. */
  readonly mrz: Face;
  readonly mrzIsOcrB: boolean;
}

/** Loads fonts as they are asked for. `ocrBFile`: path of an OCR-B TrueType or OpenType file, or null. */
export function loadFonts(ocrBFile: string | null): Fonts {
  const loaded = new Map<FontName, Face>();
  const get = (name: FontName): Face => {
    let face = loaded.get(name);
    if (face === undefined) {
      face =
        name in dejaVuFiles
          ? dejaVuFace(name as keyof typeof dejaVuFiles)
          : fontsourceFace(name as keyof typeof fontsourceFaces); // FontName is one or the other
      loaded.set(name, face);
    }
    return face;
  };
  return { get, mrz: ocrBFile === null ? get('mono') : [readFont(ocrBFile)], mrzIsOcrB: ocrBFile !== null };
}

const dejaVuFace = (name: keyof typeof dejaVuFiles): Face => [
  readFont(path.join(packageFolder('dejavu-fonts-ttf'), 'ttf', dejaVuFiles[name])),
];

function fontsourceFace(face: keyof typeof fontsourceFaces): Face {
  const { name, weight } = fontsourceFaces[face];
  const folder = path.join(packageFolder(`@fontsource/${name}`), 'files');
  const files = scripts.map((script) => path.join(folder, `${name}-${script}-${weight}-normal.woff`));
  const [latin, ...others] = files;
  return [readFont(latin!), ...others.filter((file) => existsSync(file)).map(readFont)];
}

function packageFolder(name: string): string {
  try {
    return path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  } catch {
    throw new Error(`the font package ${name} is not installed; run npm install with development dependencies`);
  }
}

function readFont(file: string): Font {
  const bytes = readFileSync(file);
  return opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** Throws where no font of the face has the letter: an empty box would make the truth false. */
function fontOf(face: Face, character: string): Font {
  const font = face.find((own) => own.charToGlyphIndex(character) > 0);
  if (font === undefined) throw new Error(`a specimen's font has no ${character}`);
  return font;
}

export interface TextLine {
  readonly outline: Outline;
  /** Pixels from the first character's origin to the end of the last one's advance. */
  readonly widthPixels: number;
}

export interface TextPlace {
  /** Left end of the baseline. */
  readonly x: number;
  readonly y: number;
  /** Height of a capital letter, which is what standards give; the em follows from the font. */
  readonly capHeightPixels: number;
  /** Extra space between characters, in capital heights. */
  readonly tracking?: number;
  /** Horizontal stretch of the letters; 1 as designed. */
  readonly stretch?: number;
}

/** Sets one line of text, kerned; Hebrew and Arabic run from right to left within it. */
export function setText(face: Face, text: string, place: TextPlace): TextLine {
  const size = emSize(face, place.capHeightPixels);
  const stretch = place.stretch ?? 1;
  const tracking = (place.tracking ?? 0) * place.capHeightPixels;
  const letters = Array.from(inVisualOrder(text), (character) => {
    const font = fontOf(face, character);
    return { font, glyph: font.charToGlyph(character) };
  });
  let pen = 0;
  const outline: Contour[] = [];
  letters.forEach(({ font, glyph }, index) => {
    outline.push(...glyphOutline(glyph, font.unitsPerEm, place.x + pen, place.y, size, stretch));
    const next = letters[index + 1];
    const kerning = next?.font === font ? font.getKerningValue(glyph, next.glyph) : 0;
    pen += ((((glyph.advanceWidth ?? 0) + kerning) * size) / font.unitsPerEm) * stretch + tracking;
  });
  return { outline, widthPixels: pen };
}

/** Sets characters at a fixed pitch, each centred in its cell, as the lines of an MRZ are; `x` is the first cell's left edge. */
export function setAtPitch(face: Face, text: string, place: TextPlace & { readonly pitchPixels: number }): TextLine {
  const size = emSize(face, place.capHeightPixels);
  const outline = Array.from(text).flatMap((character, index) => {
    const font = fontOf(face, character);
    const glyph = font.charToGlyph(character);
    const advance = ((glyph.advanceWidth ?? 0) * size) / font.unitsPerEm;
    const left = place.x + index * place.pitchPixels + (place.pitchPixels - advance) / 2;
    return [...glyphOutline(glyph, font.unitsPerEm, left, place.y, size, 1)];
  });
  return { outline, widthPixels: text.length * place.pitchPixels };
}

function glyphOutline(glyph: Glyph, unitsPerEm: number, x: number, y: number, size: number, stretch: number): Outline {
  const scale = size / unitsPerEm;
  return flattenPath(glyph.getPath(x, y, size, { xScale: scale * stretch, yScale: scale }).commands);
}

/** The em in pixels at which a capital has the asked height; the fonts of a face have their designs' em in common. */
function emSize([latin]: Face, capHeightPixels: number): number {
  return (capHeightPixels * latin.unitsPerEm) / latin.charToGlyph('H').getMetrics().yMax;
}
