import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import opentype, { type Font, type Glyph } from 'opentype.js';
import { flattenPath, type Contour, type Outline } from '#specimens/draw/outline.js';

/** The faces that specimens are set in: files of the npm package dejavu-fonts-ttf (Bitstream Vera licence). */
export const fontFiles = {
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
export type FontName = keyof typeof fontFiles;

export interface Fonts {
  get(name: FontName): Font;
  /** OCR-B where the machine has it, else a monospaced face. */
  readonly mrz: Font;
  readonly mrzIsOcrB: boolean;
}

/** Loads fonts as they are asked for. `ocrBFile`: path of an OCR-B TrueType or OpenType file, or null. */
export function loadFonts(ocrBFile: string | null): Fonts {
  const folder = path.join(
    path.dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')),
    'ttf',
  );
  const loaded = new Map<FontName, Font>();
  const get = (name: FontName): Font => {
    let font = loaded.get(name);
    if (font === undefined) {
      font = readFont(path.join(folder, fontFiles[name]));
      loaded.set(name, font);
    }
    return font;
  };
  return { get, mrz: ocrBFile === null ? get('mono') : readFont(ocrBFile), mrzIsOcrB: ocrBFile !== null };
}

function readFont(file: string): Font {
  const bytes = readFileSync(file);
  return opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
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

/** Sets one line of left-to-right text, kerned. */
export function setText(font: Font, text: string, place: TextPlace): TextLine {
  const size = emSize(font, place.capHeightPixels);
  const stretch = place.stretch ?? 1;
  const tracking = (place.tracking ?? 0) * place.capHeightPixels;
  const glyphs = Array.from(text, (character) => font.charToGlyph(character));
  let pen = 0;
  const outline: Contour[] = [];
  glyphs.forEach((glyph, index) => {
    outline.push(...glyphOutline(glyph, font.unitsPerEm, place.x + pen, place.y, size, stretch));
    const next = glyphs[index + 1];
    const kerning = next === undefined ? 0 : font.getKerningValue(glyph, next);
    pen += ((((glyph.advanceWidth ?? 0) + kerning) * size) / font.unitsPerEm) * stretch + tracking;
  });
  return { outline, widthPixels: pen };
}

/** Sets characters at a fixed pitch, each centred in its cell, as the lines of an MRZ are; `x` is the first cell's left edge. */
export function setAtPitch(font: Font, text: string, place: TextPlace & { readonly pitchPixels: number }): TextLine {
  const size = emSize(font, place.capHeightPixels);
  const outline = Array.from(text).flatMap((character, index) => {
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

/** The em in pixels at which a capital has the asked height. */
function emSize(font: Font, capHeightPixels: number): number {
  return (capHeightPixels * font.unitsPerEm) / font.charToGlyph('H').getMetrics().yMax;
}
