import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import type { Quad } from '#domain/geometry.js';
import { openImage } from '#engine/decode/image-source.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { aamvaFields } from '#engine/document/barcode/aamva/aamva-fields.js';
import { parseAamva } from '#engine/document/barcode/aamva/parse-aamva.js';
import { loadBarcodeDecoder, type Barcode } from '#engine/document/barcode/barcode-decoder.js';
import { createBarcodeReader, type BarcodeReader } from '#engine/document/barcode/barcode-reader.js';
import { gaussianBlur } from '#engine/image/blur.js';
import { homographyBetween } from '#engine/image/homography.js';
import { warpPerspective } from '#specimens/draw/warp.js';
import { loadBarcodeWriter, type BarcodeWriter } from '#specimens/barcode/barcode-writer.js';
import { outlineOfModules } from '#specimens/barcode/draw-modules.js';
import { Canvas } from '#specimens/draw/canvas.js';
import { encodePng } from '#specimens/encode.js';
import { seededRandom } from '#specimens/random.js';
import { applyNoise } from '#specimens/scene/effects.js';
import { aamvaSamples } from '../support/aamva-cards.js';
import { missing, testData } from '../support/test-data.js';
import { inShortForm } from '../support/test-form.js';

let reader: BarcodeReader;
let write: BarcodeWriter;
beforeAll(async () => {
  reader = createBarcodeReader(await loadBarcodeDecoder());
  write = await loadBarcodeWriter();
});

async function read(bytes: Uint8Array): Promise<readonly Barcode[]> {
  const picture = await openImage(bytes);
  if (!picture.ok) throw new Error(picture.failure.code);
  return reader.read({ picture: picture.value, working: await picture.value.resized(1280), thorough: true });
}

interface LabelledFile {
  readonly file: string;
  readonly labels: { readonly expected_text?: string | null };
}

test.skipIf(missing('data/barcode'))(
  'real pictures of PDF417: at least 55 of 58 contents to the character',
  async () => {
    const files = (JSON.parse(readFileSync(testData('data/index.json'), 'utf8')) as LabelledFile[]).filter(
      ({ file, labels }) => file.startsWith('barcode/') && typeof labels.expected_text === 'string',
    );
    let exact = 0;
    for (const { file, labels } of files) {
      const barcodes = await read(readFileSync(testData('data', file)));
      // Labels are UTF-8 texts; contents may be in another character set, so both ways of reading the bytes count.
      const texts = barcodes.flatMap(({ bytes }) => [
        Buffer.from(bytes).toString('utf8'),
        Buffer.from(bytes).toString('latin1'),
      ]);
      if (texts.includes(labels.expected_text!)) exact++;
    }
    expect(files).toHaveLength(58);
    expect(exact).toBeGreaterThanOrEqual(55);
  },
  300_000,
);

/** A white card on brown, with the symbol on its lower half. */
function cardWith(content: Uint8Array, format: Barcode['format']): RgbImage {
  const canvas = new Canvas(1027, 648, [232, 236, 230]);
  const modules = write({ format, content, columns: 11 });
  const width = format === 'pdf417' ? 900 : 230;
  const box = { x: 60, y: 330, width, height: format === 'pdf417' ? 200 : (width * modules.height) / modules.width };
  canvas.fill(outlineOfModules(modules, box), [30, 30, 30]);
  return canvas;
}

interface Distortion {
  readonly angle?: number;
  /** Corners are moved by this share of the card's width. */
  readonly perspective?: number;
  readonly blur?: number;
  readonly noise?: number;
  readonly quality?: number;
}

/** Photographs the card; also gives where the symbol's centre went. */
async function photograph(card: RgbImage, distortion: Distortion): Promise<Uint8Array> {
  const { angle = 0, perspective = 0, blur = 0.6, noise = 2, quality = 85 } = distortion;
  const [width, height] = [1600, 1200];
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  const half = { x: 0.31 * width, y: (0.31 * width * card.height) / card.width };
  const moved = [0.7, -1, 0.4, -0.6].map((share) => share * perspective * 2 * half.x);
  const corner = (right: number, down: number, index: number) => ({
    x: width / 2 + right * half.x * cos - down * half.y * sin + moved[index]!,
    y: height / 2 + right * half.x * sin + down * half.y * cos - moved[3 - index]!,
  });
  const quad: Quad = [corner(-1, -1, 0), corner(1, -1, 1), corner(1, 1, 2), corner(-1, 1, 3)];
  const flat: Quad = [
    { x: 0, y: 0 },
    { x: card.width, y: 0 },
    { x: card.width, y: card.height },
    { x: 0, y: card.height },
  ];
  const seen = gaussianBlur(warpPerspective(card, homographyBetween(quad, flat)!, width, height, [120, 90, 60]), blur);
  applyNoise(seen, noise, seededRandom(1));
  return sharp(seen.data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer();
}

const distortions: readonly (readonly [string, Distortion])[] = [
  ['upright', {}],
  ['tilted by 12°', { angle: 12 }],
  ['tilted by 30°', { angle: 30 }],
  ['tilted by 61°, in perspective', { angle: 61, perspective: 0.04 }],
  ['upside down, in perspective', { angle: 183, perspective: 0.04 }],
  ['blurred', { angle: 3, blur: 1.3 }],
  ['noisy', { angle: 5, noise: 10 }],
  ['strongly compressed', { angle: -8, quality: 35 }],
];

// Each version in another distortion, so that all of both are seen.
test.each(
  inShortForm(
    4,
    aamvaSamples.map((sample, index) => [sample.name, ...distortions[index % distortions.length]!, sample] as const),
  ),
)('a photographed card (%s), %s', async (_name, _how, distortion, sample) => {
  const content = Buffer.from(sample.text, 'latin1');
  const [barcode] = await read(await photograph(cardWith(content, 'pdf417'), distortion));
  expect(Buffer.from(barcode?.bytes ?? []).toString('latin1')).toBe(sample.text);
  const { fields } = aamvaFields(parseAamva(barcode!.bytes)!);
  expect(Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]))).toEqual(sample.fields);
});

test('a barcode lies where its quad says', async () => {
  const card = cardWith(Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 abcdefghijklmnopqrstuvwxyz'), 'pdf417');
  const [barcode] = await read(await photograph(card, { angle: 20 }));
  const scale = (0.62 * 1600) / 1027;
  const [dx, dy] = [(510 - 513.5) * scale, (430 - 324) * scale];
  const [cos, sin] = [Math.cos(Math.PI / 9), Math.sin(Math.PI / 9)];
  const centre = (axis: 'x' | 'y') => barcode!.quad.reduce((sum, corner) => sum + corner[axis] / 4, 0);
  expect(Math.abs(centre('x') - (800 + dx * cos - dy * sin))).toBeLessThan(12);
  expect(Math.abs(centre('y') - (600 + dx * sin + dy * cos))).toBeLessThan(12);
});

test.each(['qr-code', 'data-matrix', 'aztec'] as const)('%s, tilted', async (format) => {
  const content = Buffer.from('https://example.org/utopia?document=47110815');
  const barcodes = await read(await photograph(cardWith(content, format), { angle: 25 }));
  expect(barcodes.map((barcode) => [barcode.format, Buffer.from(barcode.bytes).toString()])).toEqual([
    [format, content.toString()],
  ]);
});

const filled = (width: number, height: number, value: (x: number, y: number, index: number) => number): RgbImage => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, index) => {
    const pixel = Math.floor(index / 3);
    return value(pixel % width, Math.floor(pixel / width), index);
  }),
});

test.each([
  ['one pixel', filled(1, 1, () => 0)],
  ['one row', filled(900, 1, (x) => (x % 2) * 255)],
  ['one column', filled(1, 900, (_, y) => (y % 2) * 255)],
  ['noise', filled(1280, 960, (_x, _y, index) => ((index * 2654435761) >>> 13) % 256)],
  ['stripes', filled(1280, 960, (x) => (x % 4 < 2 ? 0 : 255))],
  ['a chequerboard', filled(1280, 960, (x, y) => (((x >> 1) + (y >> 1)) % 2 === 0 ? 0 : 255))],
  ['black', filled(640, 480, () => 0)],
])('%s holds no barcode, and is done with soon', async (_, image) => {
  const from = process.cpuUsage();
  expect(await read(await encodePng(image))).toEqual([]);
  expect(process.cpuUsage(from).user / 1e6).toBeLessThan(8);
});
