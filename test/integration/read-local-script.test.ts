import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openImage } from '#engine/decode/image-source.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { createEngineParts } from '#engine/create-engine-tasks.js';
import { findInstalledLanguages, type InstalledLanguages } from '#engine/document/local-script/installed-languages.js';
import { createTesseractRecogniser } from '#engine/document/local-script/tesseract-recogniser.js';
import { resize } from '#engine/image/resize.js';
import { loadModels } from '#engine/models/model-store.js';
import { Canvas } from '#specimens/draw/canvas.js';
import { loadFonts, setText, type FontName } from '#specimens/draw/fonts.js';
import { encodeJpeg } from '#specimens/encode.js';
import { localPassport, type LocalPassport } from '../support/local-script-specimen.js';
import { luminanceOf } from '#engine/image/luminance.js';

const hebrewPassport: LocalPassport = {
  state: 'ISR',
  heading: 'מדינת ישראל',
  surname: { label: 'שם משפחה', value: 'כהן מזרחי' },
  givenNames: { label: 'שם פרטי', value: 'שרה רחל' },
  latin: { surname: 'COHEN MIZRAHI', givenNames: 'SARAH RACHEL' },
};

async function readPassport(passport: LocalPassport, languages?: InstalledLanguages) {
  const models = await loadModels({ modelsDirectory: path.join(tmpdir(), 'bonafide-test-models') });
  const { documentReader } = await createEngineParts(languages === undefined ? { models } : { models, languages });
  const picture = await openImage(await encodeJpeg(localPassport(passport, 9).image, 85));
  if (!picture.ok) throw new Error(picture.failure.code);
  const reading = await documentReader.read(picture.value, new Date('2026-01-15T00:00:00Z'));
  if (!reading.ok) throw new Error(reading.failure.code);
  return reading.value.document;
}

test('the names of a Hebrew passport stand beside their Latin spelling', async () => {
  const { fields, withheld, localLanguages } = await readPassport(hebrewPassport);
  expect([fields.surname?.value, fields.givenNames?.value]).toEqual(['COHEN MIZRAHI', 'SARAH RACHEL']);
  for (const [name, value] of [
    ['surnameLocal', 'כהן מזרחי'],
    ['givenNamesLocal', 'שרה רחל'],
    ['issuingStateNameLocal', 'מדינת ישראל'],
  ] as const) {
    expect(fields[name]).toMatchObject({ value, script: 'Hebr', source: 'visual-zone', valid: null });
  }
  expect(withheld).toEqual({});
  expect(localLanguages[0]).toEqual({ language: 'heb', script: 'Hebr', state: 'installed' });
});

test('without the package the answer says so, and all else is read', async () => {
  const { fields, withheld, localLanguages } = await readPassport(hebrewPassport, { engineFolder: null, files: {} });
  expect(fields.surname?.value).toBe('COHEN MIZRAHI');
  expect(withheld).toEqual({
    surnameLocal: 'language-not-installed',
    givenNamesLocal: 'language-not-installed',
    issuingStateNameLocal: 'language-not-installed',
  });
  expect(localLanguages.map(({ state }) => state)).toEqual(['not-installed', 'not-installed']);
});

/** A line of print, letters about 22 pixels high, after a copy of another size has softened it. */
function renderedLine(text: string, font: FontName): RgbImage {
  const { outline, widthPixels } = setText(loadFonts(null).get(font), text, { x: 16, y: 44, capHeightPixels: 26 });
  const canvas = new Canvas(Math.ceil(widthPixels) + 32, 64, [224, 232, 236]);
  canvas.fill(outline, [36, 36, 44], 1);
  return resize(canvas, Math.round(canvas.width * 0.7), 45);
}

// 24 lines a script, with the fonts that ship with the renderer.
test.each([
  {
    language: 'heb',
    least: 22,
    lines: 'כהן|ישראלי|לוי|אברהם|דוד|שרה רחל|מזרחי|בן דוד|שם משפחה|מדינת ישראל|יעקב|פרידמן',
  },
  {
    language: 'ara',
    least: 20,
    lines:
      'محمد|عبد الله|الأحمد|فاطمة الزهراء|خالد|الاسم|اللقب|يوسف إبراهيم|حسن علي|المملكة العربية السعودية|مريم|سعيد',
  },
] as const)('$language: at least $least of 24 rendered lines letter for letter', async ({ language, least, lines }) => {
  const recogniser = createTesseractRecogniser(findInstalledLanguages());
  const wrong: string[] = [];
  let exact = 0;
  for (const font of ['sans', 'sans-bold'] as const) {
    for (const text of lines.split('|')) {
      const read = await recogniser.read(luminanceOf(renderedLine(text, font)), language);
      if (read?.text === text) exact++;
      else wrong.push(`${font} ${text}: ${read?.text ?? 'nothing'}`);
    }
  }
  expect(exact, wrong.join('\n')).toBeGreaterThanOrEqual(least);
});
