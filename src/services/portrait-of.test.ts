import { expect, test } from 'vitest';
import type { FailureCode } from '#domain/failure.js';
import { fail, ok } from '#domain/outcome.js';
import { sampleVerification } from '#domain/verification.suite.js';
import { portraitOf } from '#services/portrait-of.js';

const { face } = sampleVerification();
const ofArea = (width: number) => ({ ...face, box: { x: 0, y: 0, width, height: 100 } });
const portrait = ok({ face, template: { digest: 'd', vector: new Float32Array(2) }, timings: {} });

/** A picture with a second face of so many hundredths of the first one's area; an engine that refuses from a quarter on. */
const pictureOf = (second: number) => ({
  analysePortrait: async (_: Uint8Array, { secondFace }: { readonly secondFace: 'ignored' | 'refused' }) =>
    secondFace === 'refused' && second >= 25 ? fail({ code: 'several-faces' as const }) : portrait,
  detectFaces: async () => ok({ width: 300, height: 100, faces: [ofArea(100), ofArea(second)], timings: {} }),
});
const several = fail({ code: 'several-faces' });

test.each([
  ['selfie', 24, portrait],
  ['selfie', 25, several],
  ['document', 99, portrait],
  ['either', 49, portrait],
  ['either', 50, several],
] as const)('%s with a second face of %d %%', async (kind, second, outcome) => {
  expect(await portraitOf(new Uint8Array(1), kind, pictureOf(second))).toEqual(outcome);
});

test.each<FailureCode>(['face-not-found', 'image-undecodable'])('%s comes through', async (code) => {
  const failing = { analysePortrait: async () => fail({ code }), detectFaces: async () => fail({ code }) };
  expect(await portraitOf(new Uint8Array(1), 'either', failing)).toEqual(fail({ code }));
});
