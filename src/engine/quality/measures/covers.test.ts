import { expect, test } from 'vitest';
import { meshRegions } from '#engine/quality/mesh-regions.js';
import { coveredEyes } from '#engine/quality/measures/eyes-visible.js';
import { coveredMouth } from '#engine/quality/measures/mouth-occlusion-prevention.js';
import { learnSkin } from '#engine/quality/skin-model.js';
import { maskWhere, syntheticFace } from '../../../../test/support/synthetic-face.js';

type Colour = readonly [number, number, number];
const skinColour: Colour = [190, 140, 115];
const skin = maskWhere((x, y) => x >= 40 && x < 216 && y >= 40 && y < 230 && (y < 75 || y > 110));

/** Points of a ring, placed on an ellipse. */
const ellipse = (ring: readonly number[], x: number, y: number, width: number, height: number) =>
  ring.map((point, i): [number, readonly [number, number]] => {
    const angle = (2 * Math.PI * i) / ring.length;
    return [point, [x + width * Math.cos(angle), y + height * Math.sin(angle)]];
  });
const points = Object.fromEntries([
  ...ellipse(meshRegions.leftEyeSocket, 88, 92, 24, 15),
  ...ellipse(meshRegions.rightEyeSocket, 168, 92, 24, 15),
  ...ellipse(meshRegions.leftEye, 88, 92, 13, 5),
  ...ellipse(meshRegions.rightEye, 168, 92, 13, 5),
  ...ellipse(meshRegions.outerLips, 128, 184, 30, 14),
  ...ellipse(meshRegions.innerLips, 128, 184, 24, 4),
]);
const isAtEye = (x: number, y: number): boolean =>
  [88, 168].some((eye) => Math.hypot((x - eye) / 29, (y - 92) / 20) < 1);
const isAtMouth = (x: number, y: number): boolean => Math.hypot((x - 128) / 32, (y - 184) / 16) < 1;

function measured(eyes: Colour, mouth: Colour) {
  const face = syntheticFace((x, y) => (isAtEye(x, y) ? eyes : isAtMouth(x, y) ? mouth : skinColour), points);
  const model = learnSkin(face, skin);
  return { eyes: coveredEyes(face, model), mouth: coveredMouth(face, model) };
}

test('shaded lids and red lips are not covered', () => {
  expect(measured([120, 88, 72], [165, 80, 80])).toEqual({ eyes: 0, mouth: 0 });
});

test.each([
  ['black', [20, 20, 22]],
  ['white', [245, 245, 245]],
  ['blue', [120, 160, 190]],
] as const)('%s things on eyes and mouth cover them', (_, colour) => {
  expect(measured(colour, colour)).toEqual({ eyes: 1, mouth: 1 });
});

test('nothing is said where too little skin is seen to compare with', () => {
  const face = syntheticFace(() => skinColour, points);
  const none = learnSkin(face, new Uint8Array(face.sidePixels ** 2));
  expect([none, coveredEyes(face, none), coveredMouth(face, none)]).toEqual([null, null, null]);
});
