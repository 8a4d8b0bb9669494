import { expect, test } from 'vitest';
import { generateSet } from '#specimens/generate/generate-set.js';
import { evaluateRenderings, renderingSources } from '../support/validation-renderings.js';

// The short form of test/long/validation-renderings.test.ts: few pictures, so bounds that leave room for chance, yet not
// for a reader that has lost a layout, an angle or the difference between one document and two.
test('24 renderings that nothing was set with', async () => {
  const files = generateSet({ count: 24, seed: 2026, family: 'validation', ...renderingSources });
  const { pictures, mrz, readableMrz, quad, portrait, scenes, type, readableVisualZone } =
    await evaluateRenderings(files);
  expect(pictures).toBe(24);
  expect(mrz.acceptedWrong).toBe(0);
  expect(mrz.claimedWhereNone).toBe(0);
  expect(readableMrz!.labelled).toBeGreaterThan(6);
  expect(readableMrz!.exactShare.rate).toBeGreaterThan(0.85);
  expect(quad.meanOverlap).toBeGreaterThan(0.9);
  expect(portrait.found.rate).toBeGreaterThan(0.95);
  expect(scenes.one!.rate).toBeGreaterThan(0.9);
  expect(type.rate).toBeGreaterThan(0.85);
  expect(readableVisualZone!.exactFoldedShare.rate).toBeGreaterThan(0.92);
  expect(readableVisualZone!.inRightField.rate).toBeGreaterThan(0.8);
  expect(readableVisualZone!.diacritics.rate).toBeGreaterThan(0.75);
}, 1_800_000);
