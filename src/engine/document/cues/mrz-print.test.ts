import { expect, test } from 'vitest';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { mrzPrintCues, type ReadZone } from '#engine/document/cues/mrz-print.js';
import { mrzShapes } from '#engine/document/cues/print/mrz-shapes.js';
import { shapeSize } from '#engine/document/cues/print/shape-size.js';

const lines = ['P<UTOERIKSSON<<ANNA<MARIA<<<<', 'L898902C36UTO7408122F1204159<'] as const;
const { width, height, baseline, capital } = shapeSize;
const top = [20, 60] as const;
const left = 20;

/** The lines printed in the shapes themselves, `drawn` deciding what stands in a cell and how far below the line. */
function print(drawn: (symbol: string, line: number, column: number) => { shape: string; drop: number }): RgbImage {
  const image = { width: left * 2 + 29 * width, height: 100, data: new Uint8Array((left * 2 + 29 * width) * 300) };
  image.data.fill(220);
  lines.forEach((text, line) =>
    Array.from(text).forEach((symbol, column) => {
      const { shape, drop } = drawn(symbol, line, column);
      for (let at = 0; at < shape.length; at++) {
        const x = left + column * width + (at % width);
        const y = top[line]! + drop + Math.floor(at / width);
        image.data.fill(220 - 12 * parseInt(shape[at]!, 16), (y * image.width + x) * 3, (y * image.width + x) * 3 + 3);
      }
    }),
  );
  return image;
}

const zone: ReadZone = {
  lines,
  middles: lines.map((text, line) =>
    Array.from(text, (_, column) => ({ x: left + (column + 0.5) * width, y: top[line]! + baseline - capital / 2 })),
  ),
  trusted: true,
};
const asIs = (symbol: string) => ({ shape: mrzShapes[symbol]!, drop: 0 });
/** Each shape on its head: print, but not of this face. */
const turned = (symbol: string) => ({ shape: Array.from(mrzShapes[symbol]!).reverse().join(''), drop: 0 });
const verdicts = (image: RgbImage, read: ReadZone | null) => mrzPrintCues(image, read).map(({ verdict }) => verdict);

test('print in the shapes of OCR-B is clear, other print is not', () => {
  expect(verdicts(print(asIs), zone)).toEqual(['clear', 'clear']);
  expect(mrzPrintCues(print(turned), zone)[0]).toMatchObject({ name: 'mrz-typeface', verdict: 'suspicious' });
});

test('one digit two pixels below its line is told with its place', () => {
  const image = print((symbol, line, column) => ({ ...asIs(symbol), drop: line === 1 && column === 15 ? 2 : 0 }));
  expect(mrzPrintCues(image, zone)[1]).toMatchObject({
    name: 'mrz-character',
    verdict: 'suspicious',
    details: { line: 1, column: 15 },
  });
});

test.each([
  ['no zone', null, 'nothing-to-assess'],
  ['a reading that is not sure', { ...zone, trusted: false }, 'reading-unsure'],
  [
    'characters of few pixels',
    { ...zone, middles: zone.middles.map((line) => line.map(({ x, y }) => ({ x: x / 2, y }))) },
    'resolution-insufficient',
  ],
] as const)('nothing is said of %s', (_name, read, reason) => {
  expect(mrzPrintCues(print(asIs), read).map((cue) => cue.reason)).toEqual([reason, reason]);
});

test('a blank ground is not judged', () => {
  expect(
    verdicts(
      print(() => ({ shape: '0'.repeat(width * height), drop: 0 })),
      zone,
    ),
  ).toEqual(['not-assessed', 'not-assessed']);
});
