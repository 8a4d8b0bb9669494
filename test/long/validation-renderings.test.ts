import { expect, test } from 'vitest';
import { generateSet } from '#specimens/generate/generate-set.js';
import { generateSweep } from '#specimens/generate/generate-sweep.js';
import { evaluateRenderings, renderingSources } from '../support/validation-renderings.js';

const hoursMs = 3_600_000;

test(
  '3,000 renderings that nothing was set with',
  async () => {
    const files = generateSet({ count: 3000, seed: 90_000, family: 'validation', ...renderingSources });
    const { mrz, readableMrz, quad, portrait, type, scenes, readableVisualZone } = await evaluateRenderings(files);
    expect(mrz.acceptedWrong).toBeLessThanOrEqual(3);
    expect(readableMrz!.exactShare.rate).toBeGreaterThanOrEqual(0.97);
    expect(quad.meanOverlap).toBeGreaterThanOrEqual(0.9);
    expect(quad.atLeast75.rate).toBeGreaterThanOrEqual(0.98);
    expect(portrait.found.rate).toBeGreaterThanOrEqual(0.99);
    expect(type.rate).toBeGreaterThanOrEqual(0.98);
    expect(scenes.one!.rate).toBeGreaterThanOrEqual(0.98);
    expect(scenes.two!.rate).toBeGreaterThanOrEqual(0.98);
    expect(scenes.none!.rate).toBeGreaterThanOrEqual(0.98);
    expect(readableVisualZone!.exactFoldedShare.rate).toBeGreaterThanOrEqual(0.97);
    expect(readableVisualZone!.inRightField.rate).toBeGreaterThanOrEqual(0.95);
    expect(readableVisualZone!.diacritics.rate).toBeGreaterThanOrEqual(0.9);
  },
  12 * hoursMs,
);

test.each(['tuning', 'validation'] as const)(
  'blurred, shaken, cut off, burnt out and small in steps, no zone of the %s family is accepted that is wrong',
  async (family) => {
    const { mrz } = await evaluateRenderings(generateSweep({ seed: 1, family, ...renderingSources }));
    expect(mrz.labelled).toBeGreaterThan(200);
    // The perfect end of the sweep is read: a reader that accepts nothing proves nothing.
    expect(mrz.accepted).toBeGreaterThan(0);
    expect(mrz.acceptedWrong).toBe(0);
  },
  4 * hoursMs,
);
