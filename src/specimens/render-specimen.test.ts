import { expect, test } from 'vitest';
import { parseMrz } from '#engine/document/mrz/parse.js';
import { loadFonts } from '#specimens/draw/fonts.js';
import { allLayouts } from '#specimens/layouts/all-layouts.js';
import { td1IdCardFront } from '#specimens/layouts/td1-id-card.js';
import { td3Passport } from '#specimens/layouts/td3-passport.js';
import { seededRandom } from '#specimens/random.js';
import { renderSpecimen, type SpecimenOrder } from '#specimens/render-specimen.js';

const holder = {
  surname: 'ÅSMUND',
  givenNames: 'ANNA MARIA',
  documentNumber: 'L898902C3',
  issuingState: 'UTO',
  nationality: 'UTO',
  sex: 'F',
  dateOfBirth: '1974-08-12',
  dateOfIssue: '2024-03-14',
  dateOfExpiry: '2034-03-13',
  personalNumber: 'ZE184226B',
} as const;

const fonts = loadFonts(null);
const grey = { width: 35, height: 45, data: new Uint8Array(35 * 45 * 3).fill(90) };

const render = (order: Partial<SpecimenOrder>) =>
  renderSpecimen({
    layout: td3Passport,
    holder,
    portrait: grey,
    fonts,
    random: seededRandom(1),
    pixelsPerMillimetre: 4,
    ...order,
  });

test('the truth of a passport', () => {
  const { image, truth } = render({});
  expect([image.width, image.height]).toEqual([500, 352]);
  expect(truth).toMatchObject({
    layout: 'utopia-passport',
    type: 'passport',
    side: 'front',
    format: 'TD3',
    mrzLines: ['P<UTOAASMUND<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F3403130ZE184226B<<<<<10'],
    fields: holder,
    quad: [
      { x: 0, y: 0 },
      { x: 500, y: 0 },
      { x: 500, y: 352 },
      { x: 0, y: 352 },
    ],
    portraitBox: { x: 16, y: 58, width: 140, height: 180, angleDegrees: 0 },
  });
  expect(truth.visualZone.find(({ field }) => field === 'dateOfBirth')).toMatchObject({
    label: 'Date of birth / Date de naissance',
    printed: '12 AUG 1974',
    value: '1974-08-12',
  });
  expect(truth.visualZone.find(({ field }) => field === 'nationality')?.printed).toBe('UTOPIAN');
});

test('a side without an MRZ has none in its truth', () => {
  const { truth } = render({ layout: td1IdCardFront, portrait: null });
  expect(truth).toMatchObject({ format: null, mrzLines: null, mrzQuad: null, portraitQuad: null, portraitBox: null });
  expect(truth.fields.personalNumber).toBeUndefined();
});

test('the same order gives the same pixels, another seed another signature', () => {
  const pixels = (order: Partial<SpecimenOrder>) => Buffer.from(render(order).image.data);
  expect(pixels({}).equals(pixels({}))).toBe(true);
  expect(pixels({}).equals(pixels({ random: seededRandom(2) }))).toBe(false);
});

test('every value stands in dark ink inside its quad, and the portrait in its box', () => {
  for (const layout of allLayouts) {
    const { image, truth } = render({ layout });
    const darkest = (quad: { x: number; y: number }[]) => {
      let least = 255;
      for (let y = Math.floor(quad[0]!.y); y < quad[2]!.y; y++) {
        for (let x = Math.floor(quad[0]!.x); x < quad[2]!.x; x++) {
          least = Math.min(least, image.data[(y * image.width + x) * 3 + 1]!);
        }
      }
      return least;
    };
    for (const { quad } of truth.visualZone) {
      expect(darkest(quad)).toBeLessThan(110);
      for (const { x, y } of quad) {
        expect(x >= 0 && x <= image.width && y >= 0 && y <= image.height, `${layout.id}: beyond the edge`).toBe(true);
      }
    }
    if (truth.mrzQuad !== null) expect(darkest(truth.mrzQuad)).toBeLessThan(90);
    if (truth.portraitBox !== null) {
      const { x, y, width, height } = truth.portraitBox;
      const middle = (Math.round(y + height / 2) * image.width + Math.round(x + width / 2)) * 3;
      expect(image.data[middle]).toBe(90);
    }
  }
});

test('values do not run into each other on any layout', () => {
  for (const layout of allLayouts) {
    const boxes = render({ layout }).truth.visualZone.map(({ field, quad }) => ({ field, from: quad[0], to: quad[2] }));
    for (const a of boxes) {
      for (const b of boxes) {
        const apart = a.to.x <= b.from.x || b.to.x <= a.from.x || a.to.y <= b.from.y || b.to.y <= a.from.y;
        expect(a === b || apart, `${layout.id}: ${a.field} and ${b.field}`).toBe(true);
      }
    }
  }
});

test('each layout with an MRZ carries a valid one of its format', () => {
  const formats = allLayouts.flatMap((layout) => {
    const { truth } = render({ layout, portrait: null, pixelsPerMillimetre: 2 });
    if (truth.mrzLines === null) return [];
    const parsed = parseMrz({ lines: truth.mrzLines, now: new Date('2026-01-01T00:00:00Z') });
    expect(parsed?.checkDigitsHold).toBe(true);
    expect(parsed?.format).toBe(truth.format);
    return [truth.format];
  });
  expect(formats.sort()).toEqual(['MRV-A', 'MRV-B', 'TD1', 'TD2', 'TD3']);
});

test('corners are cut off in the coverage', () => {
  const { coverage, image } = render({});
  expect(coverage[0]).toBe(0);
  expect(coverage[Math.floor(image.height / 2) * image.width]).toBe(255);
});
