import sharp from 'sharp';
import { afterEach, beforeAll, expect, test } from 'vitest';
import type { CheckScript, ClearConsentUnderTest } from '#http/apis/clearconsent/clearconsent-under-test.suite.js';
import { fineForm, startClearConsent } from '#http/apis/clearconsent/clearconsent-under-test.suite.js';
import { submitAnswerSchema } from '#http/apis/clearconsent/schema.js';
import type { Opinion, OpinionPictures } from '#ports/second-opinion.js';

/** A real picture, which can be cut. */
const picture = (background: string): Promise<Buffer> =>
  sharp({ create: { width: 640, height: 480, channels: 3, background } })
    .jpeg()
    .toBuffer();
let frame: Buffer;
let photo: Buffer;
beforeAll(async () => {
  [frame, photo] = await Promise.all([picture('#ff0000'), picture('#0000ff')]);
});

let api: ClearConsentUnderTest;
let asked: OpinionPictures[];
afterEach(() => api.close());

/** Submits a video of `selfie` where the vision model, if it is configured, is of this opinion. */
async function checkWith(options: {
  readonly opinion: Opinion | null | 'not-configured';
  readonly switchedOn?: boolean;
  readonly selfie?: CheckScript;
  readonly document?: CheckScript;
}) {
  const { opinion, switchedOn = true, selfie = { template: 0.35 }, document = {} } = options;
  asked = [];
  const ask = async (pictures: OpinionPictures): Promise<Opinion | null> => {
    asked.push(pictures);
    return opinion === 'not-configured' ? null : opinion;
  };
  // The engine under test knows a picture by its bytes.
  const scriptOf = (bytes: Buffer): string => bytes.subarray(4).toString();
  api = await startClearConsent({
    scripts: { [scriptOf(frame)]: selfie, [scriptOf(photo)]: document },
    frame,
    ...(opinion !== 'not-configured' && { secondOpinion: { ask } }),
    settings: (defaults) => ({
      ...defaults,
      clearConsent: { ...defaults.clearConsent, secondOpinion: switchedOn },
    }),
  });
  const { result } = submitAnswerSchema.parse(
    await (await api.submit({ ...fineForm(api.key), id_photo: photo })).json(),
  );
  return { status: result.status, faces: result.faceComparison, assessment: result.verificationAssessment };
}

test('sure that it is one person: the band is closed upwards', async () => {
  const { status, faces, assessment } = await checkWith({ opinion: { isIdentical: true, confidence: 0.9 } });
  expect([status, assessment.riskFactors]).toEqual(['verified', []]);
  expect(faces).toEqual({ isIdentical: true, confidence: 0.9, similarityScore: 90, method: 'openai_vision' });
});

test('sure that they are two: rejected', async () => {
  const { status, faces, assessment } = await checkWith({ opinion: { isIdentical: false, confidence: 0.9 } });
  expect([status, assessment.riskFactors]).toEqual(['rejected', ['second-opinion-differs']]);
  expect(faces).toEqual({ isIdentical: false, confidence: 0.1, similarityScore: 10, method: 'openai_vision' });
});

test.each([
  ['unsure', { isIdentical: true, confidence: 0.79 }],
  ['without an answer', null],
] as const)('%s: the embedding stands', async (_, opinion) => {
  const { status, faces } = await checkWith({ opinion });
  expect([status, faces.isIdentical, faces.method]).toEqual(['review', false, 'face_embedding']);
  expect(asked.length).toBe(1);
});

test('it gets the two faces, cut out, and nothing else of the pictures', async () => {
  await checkWith({ opinion: null });
  const sizes = await Promise.all(
    [asked[0]!.selfie, asked[0]!.portrait].map(async (bytes) => {
      const { format, width, height } = await sharp(bytes).metadata();
      const { dominant } = await sharp(bytes).stats();
      return [format, width, height, dominant.r > dominant.b ? 'frame' : 'photo'];
    }),
  );
  // The box of 200.2 × 240.1 at (100.4, 50.6) with 40 % on each side, as far as the picture goes.
  expect(sizes).toEqual([
    ['jpeg', 361, 387, 'frame'],
    ['jpeg', 361, 387, 'photo'],
  ]);
});

test.each<[string, Parameters<typeof checkWith>[0], string]>([
  [
    'the application has not switched it on',
    { opinion: { isIdentical: true, confidence: 1 }, switchedOn: false },
    'review',
  ],
  ['the operator has configured none', { opinion: 'not-configured' }, 'review'],
  ['the faces match', { opinion: { isIdentical: false, confidence: 1 }, selfie: {} }, 'verified'],
  ['the faces clearly differ', { opinion: { isIdentical: true, confidence: 1 }, selfie: { template: 2 } }, 'rejected'],
  [
    'an attack shows',
    {
      opinion: { isIdentical: true, confidence: 1 },
      selfie: { template: 0.35, face: { liveness: { status: 'assessed', score: 0, fine: false } } },
    },
    'rejected',
  ],
  [
    'the case goes to a reviewer anyway',
    { opinion: { isIdentical: true, confidence: 1 }, document: { document: { warnings: ['dates-inconsistent'] } } },
    'review',
  ],
])('no picture leaves where %s', async (_, options, expected) => {
  const { status, faces } = await checkWith(options);
  expect([status, faces.method, asked]).toEqual([expected, 'face_embedding', []]);
});
