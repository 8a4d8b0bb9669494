import { Canvas } from '#specimens/draw/canvas.js';
import { setText, type Fonts, type FontName } from '#specimens/draw/fonts.js';
import { roundedRectangle } from '#specimens/draw/ornaments.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { RgbColour } from '#specimens/draw/warp.js';
import type { Random } from '#specimens/random.js';

/** What else lies on a table: a letter, a page of a book, a newspaper, a keyboard. None of them is a document. */
export const paperKinds = ['letter', 'book', 'newspaper', 'keyboard'] as const;
export type PaperKind = (typeof paperKinds)[number];

const words =
  'the of and to in that was his with for had not but her she you which have from this they all were one said when out who will more no up into them some than could time about very then do may like only other its now over upon these two any can great before made first after such old where how well every day never long here again little under come most house people through being much must between hand right place same years seen while might each without part against always still night'.split(
    ' ',
  ) as [string, ...string[]];

/** Draws such a thing flat, `height` pixels high; deterministic. */
export function drawPaper(kind: PaperKind, height: number, fonts: Fonts, random: Random): RgbImage {
  return kind === 'keyboard' ? drawKeyboard(height, fonts, random) : drawText(kind, height, fonts, random);
}

function drawText(kind: Exclude<PaperKind, 'keyboard'>, height: number, fonts: Fonts, random: Random): RgbImage {
  const width = Math.round(height * (kind === 'book' ? 0.66 : 0.707));
  const papers: Record<typeof kind, RgbColour> = {
    letter: [246, 246, 242],
    book: [238, 230, 212],
    newspaper: [220, 218, 210],
  };
  const canvas = new Canvas(width, height, papers[kind]);
  const face = fonts.get(
    ({ letter: 'arimo', book: 'tinos', newspaper: 'tinos' } satisfies Record<typeof kind, FontName>)[kind],
  );
  const columns = kind === 'newspaper' ? 3 : 1;
  const capHeightPixels = height * (kind === 'newspaper' ? 0.0075 : 0.0095);
  const leading = capHeightPixels * 2.4;
  const margin = width * 0.09;
  const gap = width * 0.03;
  const columnWidth = (width - 2 * margin - (columns - 1) * gap) / columns;
  const ink: RgbColour = [38, 36, 40];
  for (let column = 0; column < columns; column++) {
    const left = margin + column * (columnWidth + gap);
    let y = margin * 1.4;
    if (kind === 'newspaper' || random.next() < 0.5) {
      const heading = setText(face, sentence(random, 3), {
        x: left,
        y: y + leading,
        capHeightPixels: capHeightPixels * 2,
      });
      canvas.fill(heading.outline, ink);
      y += leading * 2.4;
    }
    while (y < height - margin) {
      const line = fittingLine(
        random,
        (text) => setText(face, text, { x: left, y, capHeightPixels }).widthPixels <= columnWidth,
      );
      canvas.fill(setText(face, line, { x: left, y, capHeightPixels }).outline, ink, 0.92);
      y += random.next() < 0.12 ? leading * 2 : leading;
    }
  }
  return { width, height, data: canvas.data };
}

const sentence = (random: Random, length: number): string => {
  const text = Array.from({ length }, () => random.pick(words)).join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
};

function fittingLine(random: Random, fits: (text: string) => boolean): string {
  let line = sentence(random, 2);
  for (;;) {
    const longer = `${line} ${random.pick(words)}`;
    if (!fits(longer)) return line;
    line = longer;
  }
}

function drawKeyboard(height: number, fonts: Fonts, random: Random): RgbImage {
  const rows = ['1234567890', 'QWERTYUIOP', 'ASDFGHJKL', 'ZXCVBNM'];
  const key = height / 5.2;
  const width = Math.round(key * 12.4);
  const dark = random.next() < 0.6;
  const canvas = new Canvas(width, height, dark ? [28, 28, 32] : [206, 208, 210]);
  const face = fonts.get('arimo');
  rows.forEach((letters, row) => {
    Array.from(letters).forEach((letter, index) => {
      const box = { x: key * (0.4 + row * 0.35 + index * 1.1), y: key * (0.35 + row * 1.12), width: key, height: key };
      canvas.fill([roundedRectangle(box, key * 0.14)], dark ? [54, 54, 60] : [238, 238, 236]);
      const text = setText(face, letter, { x: box.x + key * 0.2, y: box.y + key * 0.48, capHeightPixels: key * 0.26 });
      canvas.fill(text.outline, dark ? [230, 230, 230] : [60, 60, 64]);
    });
  });
  const bar = { x: key * 3.2, y: key * 4.6, width: key * 5.4, height: key * 0.5 };
  canvas.fill([roundedRectangle(bar, key * 0.12)], dark ? [54, 54, 60] : [238, 238, 236]);
  return { width, height, data: canvas.data };
}
