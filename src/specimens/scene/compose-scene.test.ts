import { expect, test } from 'vitest';
import type { Point } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { seededRandom } from '#specimens/random.js';
import type { FlatSpecimen } from '#specimens/render-specimen.js';
import { composeScene, perfectConditions, type SceneOrder } from '#specimens/scene/compose-scene.js';
import type { SpecimenTruth } from '#specimens/truth.js';

const rectangle = (left: number, top: number, right: number, bottom: number) =>
  [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ] as const satisfies Point[];

/** A green 120 × 80 card with a blue portrait and a red value: colours that no backdrop has. */
function colourCard(): FlatSpecimen {
  const [width, height] = [120, 80];
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inPortrait = x >= 10 && x < 40 && y >= 20 && y < 60;
      const inValue = x >= 60 && x < 110 && y >= 30 && y < 40;
      data.set(inPortrait ? [0, 0, 255] : inValue ? [255, 0, 0] : [0, 255, 0], (y * width + x) * 3);
    }
  }
  const truth: SpecimenTruth = {
    layout: 'colours',
    type: 'id_card',
    side: 'front',
    format: null,
    mrzLines: null,
    barcode: null,
    mrzQuad: null,
    fields: {},
    visualZone: [
      { field: 'surname', label: 'Surname', printed: 'X', value: 'X', quad: [...rectangle(60, 30, 110, 40)] },
    ],
    quad: [...rectangle(0, 0, width, height)],
    portraitQuad: [...rectangle(10, 20, 40, 60)],
    portraitBox: { x: 10, y: 20, width: 30, height: 40, angleDegrees: 0 },
  };
  return { image: { width, height, data }, coverage: new Uint8Array(width * height).fill(255), truth };
}

const order = (changes: Partial<SceneOrder>): SceneOrder => ({
  width: 400,
  height: 300,
  backdrop: 'scanner',
  documents: [],
  conditions: perfectConditions,
  random: seededRandom(1),
  ...changes,
});

const placement = { centre: { x: 200, y: 150 }, widthPixels: 180, angleDegrees: 0, pitchDegrees: 0, yawDegrees: 0 };

function colourAt({ width, data }: RgbImage, { x, y }: Point): 'red' | 'green' | 'blue' | 'none' {
  const at = (Math.floor(y) * width + Math.floor(x)) * 3;
  const [red, green, blue] = [data[at]!, data[at + 1]!, data[at + 2]!];
  if (red > 150 && green < 90 && blue < 90) return 'red';
  if (green > 150 && red < 90 && blue < 90) return 'green';
  return blue > 150 && red < 90 && green < 90 ? 'blue' : 'none';
}

/** A point a share of the way from the quad's centre to a corner. */
function towards(quad: readonly Point[], corner: number, share: number): Point {
  const centre = { x: 0, y: 0 };
  for (const { x, y } of quad) {
    centre.x += x / 4;
    centre.y += y / 4;
  }
  const to = quad[corner]!;
  return { x: centre.x + (to.x - centre.x) * share, y: centre.y + (to.y - centre.y) * share };
}

test.each([
  ['upright', {}],
  ['turned', { angleDegrees: 137 }],
  ['tilted', { angleDegrees: -30, pitchDegrees: 22, yawDegrees: -18 }],
])('the truth of a document lying %s is where its pixels are', (_, pose) => {
  const { image, documents } = composeScene(
    order({ documents: [{ specimen: colourCard(), placement: { ...placement, ...pose } }] }),
  );
  const [truth] = documents;
  for (let corner = 0; corner < 4; corner++) {
    expect(colourAt(image, towards(truth!.quad, corner, 0.97))).toBe('green');
    expect(colourAt(image, towards(truth!.quad, corner, 1.03))).toBe('none');
    expect(colourAt(image, towards(truth!.portraitQuad!, corner, 0.9))).toBe('blue');
    expect(colourAt(image, towards(truth!.portraitQuad!, corner, 1.12))).toBe('green');
    expect(colourAt(image, towards(truth!.visualZone[0]!.quad, corner, 0.9))).toBe('red');
  }
});

test('the portrait box turns with the document', () => {
  const { documents } = composeScene(
    order({ documents: [{ specimen: colourCard(), placement: { ...placement, angleDegrees: 90 } }] }),
  );
  const { x, y, width, height, angleDegrees } = documents[0]!.portraitBox!;
  // The portrait's centre lies 35 px left of the card's; a clockwise quarter turn puts it above. Scale 1.5.
  expect([x, y, width, height, angleDegrees].map(Math.round)).toEqual([178, 68, 45, 60, 90]);
});

test('a table without documents has an empty truth', () => {
  const scene = composeScene(order({ backdrop: 'wood' }));
  expect(scene.documents).toEqual([]);
  expect([scene.image.width, scene.image.height]).toEqual([400, 300]);
});

test('the same order gives the same pixels', () => {
  const conditions = {
    ...perfectConditions,
    noiseSigma: 4,
    blurSigma: 0.8,
    lighting: { angleDegrees: 30, strength: 0.4 },
  };
  const pixels = (seed: number) =>
    Buffer.from(composeScene(order({ backdrop: 'cloth', conditions, random: seededRandom(seed) })).image.data);
  expect(pixels(3).equals(pixels(3))).toBe(true);
  expect(pixels(3).equals(pixels(4))).toBe(false);
});
