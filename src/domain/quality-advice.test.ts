import { expect, test } from 'vitest';
import { adviceFor, adviceTexts } from '#domain/quality-advice.js';
import { qualitySchema } from '#domain/quality.js';
import { sampleVerification } from '#domain/verification.suite.js';

const fine = { native: 0.5, scalar: 100, fine: true };
const bad = (native: number) => ({ native, scalar: 10, fine: false });
const { quality } = sampleVerification().face;
const allFine = qualitySchema.parse(Object.fromEntries(Object.keys(quality).map((name) => [name, fine])));

test('nothing is advised where everything is fine', () => {
  expect(adviceFor(allFine)).toEqual([]);
});

test('components with one remedy are one advice, and the side of the limit decides', () => {
  const dark = { ...allFine, exposure: bad(0.1), underExposurePrevention: bad(0.99), leftEyeOpen: bad(0.1) };
  expect(adviceFor(dark)).toEqual([
    {
      code: 'move-into-light',
      text: adviceTexts['move-into-light'],
      components: ['exposure', 'underExposurePrevention'],
    },
    { code: 'open-eyes', text: adviceTexts['open-eyes'], components: ['leftEyeOpen'] },
  ]);
  expect(adviceFor({ ...allFine, exposure: bad(0.9) }).map(({ code }) => code)).toEqual(['avoid-strong-light']);
});

test('taking the picture again is advised only where nothing better is known', () => {
  const poor = { ...allFine, unifiedQualityScore: bad(0.1) };
  expect(adviceFor(poor).map(({ code }) => code)).toEqual(['take-again']);
  expect(adviceFor({ ...poor, sharpness: bad(0.3) }).map(({ code }) => code)).toEqual(['hold-still']);
});
