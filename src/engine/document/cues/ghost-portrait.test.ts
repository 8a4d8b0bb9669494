import { expect, test } from 'vitest';
import type { FiveLandmarks, Template } from '#domain/face.js';
import type { Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { ghostPortraitCue, type CueFace } from '#engine/document/cues/ghost-portrait.js';
import type { FaceRecogniser } from '#engine/face/face-recogniser.js';

const box = (x: number, y: number, width: number, height: number): Quad => [
  { x, y },
  { x: x + width, y },
  { x: x + width, y: y + height },
  { x, y: y + height },
];
const whole = box(0, 0, 720, 480);

const face = (x: number, size: number): CueFace => ({
  box: { x, y: 120, width: size, height: size },
  landmarks: Array.from({ length: 5 }, () => ({ x, y: 120 })) as unknown as FiveLandmarks, // five points
  interEyeDistancePixels: size / 3,
});
/** Its templates hold where the face lies; faces further apart than 300 pixels differ. */
const recogniser = {
  embed: async (_image: RgbImage, landmarks: FiveLandmarks): Promise<Template> => ({
    digest: 'd',
    vector: Float32Array.of(landmarks[0].x),
  }),
  score: (a: Template, b: Template) => (Math.abs(a.vector[0]! - b.vector[0]!) > 300 ? 0.2 : 0.7),
} satisfies Pick<FaceRecogniser, 'embed' | 'score'>;

test.each([
  ['the same face again', [face(300, 90)], { verdict: 'clear' }],
  ['another face', [face(500, 90)], { verdict: 'suspicious' }],
  ['a face as large is another person', [face(500, 150)], { reason: 'nothing-to-assess' }],
  ['a face outside the document', [face(900, 90)], { reason: 'nothing-to-assess' }],
  ['a tiny face', [face(500, 30)], { reason: 'resolution-insufficient' }],
] as const)('ghost portrait: %s', async (_name, others, expected) => {
  // The scripted recogniser looks at no pixel.
  const cue = await ghostPortraitCue(
    { width: 1, height: 1, data: new Uint8Array(3) },
    whole,
    face(100, 160),
    others,
    recogniser,
  );
  expect(cue).toMatchObject({ name: 'ghost-portrait', ...expected });
});
