import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { DocumentCue } from '#domain/document-cues.js';
import { createEngineParts } from '#engine/create-engine-tasks.js';
import { openImage } from '#engine/decode/image-source.js';
import type { CompleteDocumentReader } from '#engine/document/create-document-reader.js';
import { loadModels } from '#engine/models/model-store.js';
import { loadBarcodeWriter } from '#specimens/barcode/barcode-writer.js';
import { loadFonts } from '#specimens/draw/fonts.js';
import { decodeJpeg, encodeJpeg } from '#specimens/encode.js';
import { specimenFamilies } from '#specimens/generate/family.js';
import { generateScene } from '#specimens/generate/generate-scene.js';
import { readPortraits } from '#specimens/generate/portraits.js';
import { specimenDay as now } from '../support/flat-specimen.js';
import { renderingSources } from '../support/validation-renderings.js';

let reader: CompleteDocumentReader;
beforeAll(async () => {
  const models = await loadModels({ modelsDirectory: path.join(tmpdir(), 'bonafide-test-models') });
  reader = (await createEngineParts({ models })).documentReader;
}, 120_000);

async function cueOf(jpeg: Buffer): Promise<DocumentCue | undefined> {
  const picture = await openImage(jpeg);
  if (!picture.ok) throw new Error(picture.failure.code);
  const read = await reader.read(picture.value, now);
  if (!read.ok) throw new Error(read.failure.code);
  return read.value.document.cues.find(({ name }) => name === 'portrait-compression');
}

test('a photographed passport: saved once, sent on as a whole, and with another portrait set in', async () => {
  const { image, edit } = generateScene({
    seed: 5,
    portraits: await readPortraits(renderingSources.photosDirectory),
    fonts: loadFonts(null),
    barcodeWriter: await loadBarcodeWriter(),
    now,
    family: specimenFamilies.tuning,
    layouts: ['utopia-passport'],
    recipe: 'table',
    attack: 'portrait-edited',
  });
  const photo = await encodeJpeg(image, 80);
  expect(await cueOf(photo)).toMatchObject({ verdict: 'not-assessed', reason: 'earlier-compression-absent' });
  const saved = await decodeJpeg(photo);
  expect(await cueOf(await encodeJpeg(saved, 92))).toMatchObject({ verdict: 'clear' });
  expect(await cueOf(await encodeJpeg(edit!(saved), 92))).toMatchObject({ verdict: 'suspicious' });
});
