import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { DocumentAssessment, Mrz, MrzFormat } from '#domain/document.js';
import type { Quad } from '#domain/geometry.js';
import { openImage } from '#engine/decode/image-source.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { createEngineParts } from '#engine/create-engine-tasks.js';
import type { CompleteDocumentReader } from '#engine/document/create-document-reader.js';
import { mrzLayouts } from '#engine/document/mrz/formats.js';
import { crop } from '#engine/image/crop.js';
import { loadModels } from '#engine/models/model-store.js';
import { encodeJpeg } from '#specimens/encode.js';
import { allLayouts } from '#specimens/layouts/all-layouts.js';
import { flatSpecimen, specimenDay as now, turnedByHalf, withOtherZone } from '../support/flat-specimen.js';
import { inShortForm, wholeTest } from '../support/test-form.js';

let reader: CompleteDocumentReader;
beforeAll(async () => {
  const models = await loadModels({ modelsDirectory: path.join(tmpdir(), 'bonafide-test-models') });
  reader = (await createEngineParts({ models })).documentReader;
}, 120_000);

async function mrzsOf(image: RgbImage): Promise<Mrz[]> {
  const picture = await openImage(await encodeJpeg(image, 90));
  if (!picture.ok) throw new Error(picture.failure.code);
  const { readings } = await reader.readAll(picture.value, now);
  return readings.flatMap(({ document }) => document.mrz ?? []);
}

/** White over the characters `from` to `to` of a line of the MRZ. */
function paintOver({ width, height, data }: RgbImage, cells: Quad): RgbImage {
  const result = { width, height, data: Uint8Array.from(data) };
  const [topLeft, , bottomRight] = cells;
  for (let y = Math.round(topLeft.y); y < bottomRight.y; y++) {
    result.data.fill(235, (y * width + Math.round(topLeft.x)) * 3, (y * width + Math.round(bottomRight.x)) * 3);
  }
  return result;
}

const withMrz = allLayouts.filter(({ mrz }) => mrz !== null).map(({ id }) => id);

test.each(inShortForm(1, withMrz))('%s: the machine readable zone, upright and on its head', async (layoutId) => {
  const { image, truth } = await flatSpecimen(layoutId, 5);
  for (const picture of [image, turnedByHalf(image)]) {
    expect((await mrzsOf(picture)).map(({ lines, valid }) => ({ lines, valid }))).toEqual([
      { lines: truth.mrzLines, valid: true },
    ]);
  }
});

/** Every check digit counted up, the composite one further than the others make right again. */
function withWrongDigits(format: MrzFormat, lines: readonly string[]): string[] {
  const changed = lines.map((line) => [...line]);
  for (const [name, { line, column }] of Object.entries(mrzLayouts[format].checks)) {
    const digit = Number(changed[line]![column]!.replace('<', '0'));
    changed[line]![column] = String((digit + (name === 'composite' ? 5 : 1)) % 10);
  }
  return changed.map((line) => line.join(''));
}

test.each([
  ['utopia-passport', 'TD3'],
  ['utopia-id-card-back', 'TD1'],
] as const)('%s: a zone of which every check digit is wrong is read, and not accepted', async (layoutId, format) => {
  const { image, lines } = await withOtherZone(layoutId, 4, (original) => withWrongDigits(format, original));
  const [mrz, ...others] = await mrzsOf(image);
  expect(others).toEqual([]);
  expect(mrz).toMatchObject({ format, lines, valid: false, repaired: false });
  expect(Object.values(mrz!.checkDigits)).not.toContain(true);
});

test('the digit of a permanent resident card of the United States is read', async () => {
  const { image, lines } = await withOtherZone('utopia-id-card-back', 4, ([first, ...rest]) => [
    `C1USA${first!.slice(5)}`,
    ...rest,
  ]);
  expect(await mrzsOf(image)).toMatchObject([{ lines, valid: true }]);
});

// A line of 44 that is cut near 36 has the check digits of an MRV-B in their places (findings of the design).
test.each(inShortForm(1, [36, 38, 40]))(
  'a passport cut off after %i characters is never accepted',
  async (characters) => {
    const { image, truth } = await flatSpecimen('utopia-passport', characters);
    const [topLeft, topRight] = truth.mrzQuad!;
    const right = topLeft.x + ((topRight.x - topLeft.x) * characters) / 44;
    const mrzs = await mrzsOf(crop(image, { x: 0, y: 0, width: Math.floor(right), height: image.height }));
    expect(mrzs.filter(({ valid }) => valid)).toEqual([]);
  },
);

wholeTest('letters that cannot be read make a name that is not accepted: no check digit covers it', async () => {
  const { image, truth } = await flatSpecimen('utopia-passport', 4);
  const [topLeft, topRight, , bottomLeft] = truth.mrzQuad!;
  const pitch = (topRight.x - topLeft.x) / 44;
  const middle = (topLeft.y + bottomLeft.y) / 2;
  const left = topLeft.x + 7 * pitch;
  const mrzs = await mrzsOf(
    paintOver(image, [
      { x: left, y: topLeft.y - pitch / 2 },
      { x: left + pitch, y: topLeft.y - pitch / 2 },
      { x: left + pitch, y: middle },
      { x: left, y: middle },
    ]),
  );
  expect(mrzs).toHaveLength(1);
  expect(mrzs[0]).toMatchObject({ valid: false, checkDigits: { composite: true } });
});

/** What the reader says of a picture of one document. */
async function documentIn(image: RgbImage): Promise<DocumentAssessment> {
  const picture = await openImage(await encodeJpeg(image, 90));
  if (!picture.ok) throw new Error(picture.failure.code);
  const read = await reader.read(picture.value, now);
  if (!read.ok) throw new Error(read.failure.code);
  return read.value.document;
}

const valuesOf = ({ fields }: DocumentAssessment): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]));

test('the back of a licence is a licence, with the values of its barcode', async () => {
  const { image, truth } = await flatSpecimen('utopia-driving-licence-back', 3);
  const document = await documentIn(image);
  expect(document).toMatchObject({ type: 'drivers_license', mrz: null, barcodes: [{ kind: 'aamva', text: null }] });
  expect(valuesOf(document)).toMatchObject(truth.fields);
});

test('a close-up of a barcode with nothing around it is no missing document', async () => {
  const { image, truth } = await flatSpecimen('utopia-driving-licence-back', 4);
  const [from, , to] = truth.barcode!.quad;
  const box = { x: from.x - 12, y: from.y - 12, width: to.x - from.x + 24, height: to.y - from.y + 24 };
  expect(valuesOf(await documentIn(crop(image, box)))).toMatchObject(truth.fields);
});
