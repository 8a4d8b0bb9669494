import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApplicationSettings } from '#domain/application-settings.js';
import { notAssessed } from '#domain/signal.js';
import {
  fineForm,
  startClearConsent,
  videoFile,
  type CheckScript,
  type ClearConsentUnderTest,
  type SubmitParts,
} from '#http/apis/clearconsent/clearconsent-under-test.suite.js';
import { submitAnswerSchema, webhookSchema } from '#http/apis/clearconsent/schema.js';
import { nowEpochMs } from '#http/apis/dialect-under-test.suite.js';
import { faceOfSize, pictureFile, sampleFace } from '#http/apis/scripted-pictures.suite.js';
import { sampleVerification } from '#domain/verification.suite.js';
import type { Records } from '#ports/records.js';
import { losingAnswers } from '#services/losing-answers.suite.js';

const { quality } = sampleVerification().face;
const passes = { status: 'assessed', score: 0.9, fine: true } as const;
const refuses = { status: 'assessed', score: 0.1, fine: false } as const;
/** A face that every gate lets pass. */
const sound = {
  liveness: passes,
  deepfake: passes,
  quality: { ...quality, sharpness: { ...quality.sharpness, fine: true } },
} as const;

const scripts: Readonly<Record<string, CheckScript>> = {
  impostor: { template: 2 },
  cousin: { template: 0.35 },
  nobody: { faces: [] },
  group: { faces: [sampleFace, faceOfSize(0.9)] },
  selfieOnly: { documentFailure: 'document-not-found' },
  landscape: { documentFailure: 'document-not-found', faces: [] },
  faceless: { portraitFailure: 'portrait-not-found' },
  contradictory: { document: { warnings: ['dates-inconsistent'] } },
  spoof: { face: { liveness: { status: 'assessed', score: 0.1, fine: false } } },
  unassessed: { face: { liveness: notAssessed('no-model-installed') } },
  sound: { face: sound },
  soundButBlurred: { face: { ...sound, quality } },
  soundButSpoof: { face: { ...sound, liveness: refuses } },
  soundButUnseen: { face: { ...sound, liveness: notAssessed('model-unusable') } },
  soundButFake: { face: { ...sound, deepfake: refuses } },
  soundButUndetected: { face: { ...sound, deepfake: notAssessed('model-unusable') } },
  wrong: { template: 2, face: { quality, liveness: refuses, deepfake: refuses } },
};

let api: ClearConsentUnderTest;
beforeAll(async () => {
  api = await startClearConsent({ scripts });
});
afterAll(() => api.close());

async function check(under: ClearConsentUnderTest, changes: SubmitParts) {
  const response = await under.submit({ ...fineForm(under.key), ...changes });
  expect(response.status).toBe(200);
  return submitAnswerSchema.parse(await response.json());
}
const summaryOf = ({ result }: Awaited<ReturnType<typeof check>>) => [
  result.status,
  result.verificationAssessment.riskFactors,
];

test('verified: the whole answer, and both files behind their addresses', async () => {
  const { check_id: id, ...answer } = await check(api, { user_email: 'a@b.example', user_phone: '+1 555' });
  const { selfieVideo, idPhoto } = answer.result.files;
  expect(answer).toEqual({
    success: true,
    result: {
      sessionId: id,
      timestamp: '2012-03-01T00:00:00.000Z',
      user_identifier: 'user123',
      files: {
        selfieVideo: { url: selfieVideo.url, fileName: `${id}_selfie_${nowEpochMs}.mkv` },
        idPhoto: { url: idPhoto.url, fileName: `${id}_id_${nowEpochMs}.jpg` },
      },
      faceComparison: { isIdentical: true, confidence: 1, similarityScore: 100, method: 'face_embedding' },
      verificationAssessment: {
        overallScore: 100,
        verificationStatus: 'verified',
        confidenceLevel: 'medium',
        summary: 'Verification completed successfully',
        riskFactors: [],
      },
      status: 'verified',
    },
  });
  const download = async (url: string) => {
    const response = await fetch(url);
    return [response.status, response.headers.get('content-disposition'), Buffer.from(await response.arrayBuffer())];
  };
  expect(await download(selfieVideo.url)).toEqual([
    200,
    `inline; filename="${selfieVideo.fileName}"`,
    videoFile('owner', 'owner'),
  ]);
  expect(await download(idPhoto.url)).toEqual([200, `inline; filename="${idPhoto.fileName}"`, pictureFile('passport')]);
  expect(new URL(idPhoto.url).searchParams.get('expires')).toBe(String(nowEpochMs + 7 * 24 * 3_600_000));
  const record = await api.records.verifications.find({ applicationId: api.applicationId, mode: 'live' }, id);
  expect(record).toMatchObject({
    dialect: 'clearconsent',
    operation: 'video-check',
    context: { userIdentifier: 'user123', userEmail: 'a@b.example', userPhone: '+1 555' },
  });
});

test.each<[string, SubmitParts, 'verified' | 'rejected' | 'review', string[]]>([
  ['user_id in place of user_identifier', { user_identifier: undefined, user_id: 'u' }, 'verified', []],
  ['another person', { selfie_video: videoFile('impostor') }, 'rejected', ['similarity-below-review-band']],
  ['an attack', { selfie_video: videoFile('spoof') }, 'rejected', ['liveness-failed']],
  ['the review band', { selfie_video: videoFile('cousin') }, 'review', ['similarity-in-review-band']],
  ['a contradictory document', { id_photo: pictureFile('contradictory') }, 'review', ['document-contradictory']],
  ['no document, but the face', { id_photo: pictureFile('selfieOnly') }, 'review', ['document-not-found']],
  [
    'neither document nor face',
    { id_photo: pictureFile('landscape') },
    'review',
    ['document-not-found', 'portrait-not-found'],
  ],
  ['a document without a portrait', { id_photo: pictureFile('faceless') }, 'review', ['portrait-not-found']],
  ['no face in the video', { selfie_video: videoFile('nobody', 'nobody') }, 'review', ['selfie-face-not-found']],
  ['several people in the video', { selfie_video: videoFile('group') }, 'review', ['selfie-several-faces']],
  [
    'somebody passes through the video',
    { selfie_video: videoFile('owner', 'owner', 'owner', 'group') },
    'review',
    ['selfie-several-people'],
  ],
  ['another person takes over', { selfie_video: videoFile('owner', 'impostor') }, 'review', ['selfie-several-people']],
])('%s', async (_, changes, status, riskFactors) => {
  expect(summaryOf(await check(api, changes))).toEqual([status, riskFactors]);
});

test('without a comparison there is no score', async () => {
  const { result } = await check(api, { selfie_video: videoFile('nobody') });
  expect(result.faceComparison).toEqual({
    isIdentical: false,
    confidence: null,
    similarityScore: null,
    method: 'face_embedding',
  });
  expect(result.verificationAssessment).toMatchObject({ overallScore: null, confidenceLevel: 'low' });
});

test('GIF, BMP, TIFF and AVIF are read, and kept as they came', async () => {
  const gif = Buffer.from('GIF89a of a passport');
  const { result } = await check(api, { id_photo: gif });
  expect([result.status, result.files.idPhoto.fileName.slice(-4)]).toEqual(['verified', '.gif']);
  const response = await fetch(result.files.idPhoto.url);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(gif);
});

test('where liveness is required and was not assessed: review, and at most 74', async () => {
  const strict = await startClearConsent({
    scripts,
    settings: (defaults) => ({ ...defaults, clearConsent: { ...defaults.clearConsent, requireLiveness: true } }),
  });
  const answer = await check(strict, { selfie_video: videoFile('unassessed') });
  expect(summaryOf(answer)).toEqual(['review', ['liveness-not-assessed']]);
  expect(answer.result.faceComparison.similarityScore).toBe(100);
  expect(answer.result.verificationAssessment.overallScore).toBe(74);
  await strict.close();
});

const required: (defaults: ApplicationSettings) => ApplicationSettings = (defaults) => ({
  ...defaults,
  policy: { ...defaults.policy, requireLiveness: true, requireDeepfake: true, requiredQuality: ['sharpness'] },
});

describe('gates that an application requires', () => {
  let strict: ClearConsentUnderTest;
  beforeAll(async () => {
    strict = await startClearConsent({ scripts, settings: required });
  });
  afterAll(() => strict.close());

  test.each<[string, string, 'verified' | 'rejected' | 'review', string[]]>([
    ['everything is fine', 'sound', 'verified', []],
    ['quality', 'soundButBlurred', 'review', ['quality-insufficient']],
    ['an attack', 'soundButSpoof', 'rejected', ['liveness-failed']],
    ['liveness is not assessed', 'soundButUnseen', 'review', ['liveness-not-assessed']],
    ['a deepfake', 'soundButFake', 'rejected', ['deepfake-suspected']],
    ['deepfake is not assessed', 'soundButUndetected', 'review', ['deepfake-not-assessed']],
    [
      'all of them, and somebody else',
      'wrong',
      'rejected',
      ['quality-insufficient', 'liveness-failed', 'deepfake-suspected', 'similarity-below-review-band'],
    ],
  ])('%s', async (_, picture, status, riskFactors) => {
    const answer = await check(strict, { selfie_video: videoFile(picture) });
    expect(summaryOf(answer)).toEqual([status, riskFactors]);
    const signalFailed = riskFactors.some((factor) => /^(liveness|deepfake)/.test(factor));
    const { overallScore } = answer.result.verificationAssessment;
    expect(overallScore! <= 74).toBe(signalFailed);
  });
});

test('an attack rejects, and is told before likeness, also where nothing is required', async () => {
  expect(summaryOf(await check(api, { selfie_video: videoFile('wrong') }))).toEqual([
    'rejected',
    ['liveness-failed', 'deepfake-suspected', 'similarity-below-review-band'],
  ]);
});

test('a check that cannot be stored leaves no file', async () => {
  const poor = await startClearConsent({
    scripts,
    settings: (defaults) => ({
      ...defaults,
      tokens: { enforced: true, prices: { 'video-check': 5 }, otherwise: 1 },
    }),
  });
  expect((await poor.submit(fineForm(poor.key))).status).toBe(402);
  expect(await poor.blobNames()).toEqual([]);
  await poor.close();
});

test('the webhook of seed 003, and our own', async () => {
  const hooked = await startClearConsent({ scripts });
  await hooked.endpoint('clearconsent');
  await hooked.endpoint('native');
  const { check_id: id, result } = await check(hooked, { selfie_video: videoFile('impostor') });
  const bodies = await hooked.deliveries();
  const { body } = bodies.find(({ format }) => format === 'clearconsent')!;
  expect(webhookSchema.parse(body)).toEqual({
    check_id: id,
    user_identifier: 'user123',
    verification_result: {
      sessionId: id,
      timestamp: '2012-03-01T00:00:00.000Z',
      status: 'rejected',
      faceComparison: { isIdentical: false, confidence: 0.0001, similarityScore: 0 },
      verificationAssessment: {
        overallScore: 0,
        verificationStatus: 'rejected',
        confidenceLevel: 'low',
        riskFactors: ['similarity-below-review-band'],
      },
    },
    selfie_video_url: result.files.selfieVideo.url,
    id_photo_url: result.files.idPhoto.url,
    completed_at: '2012-03-01T00:00:00.000Z',
  });
  expect(bodies.find(({ format }) => format === 'native')!.body).toMatchObject({
    type: 'verification.completed',
    data: { id, object: 'verification', operation: 'video-check', status: 'completed', userIdentifier: 'user123' },
  });
  await hooked.close();
});

test('a commit whose answer is lost: the same request again gets the stored answer, and both files are behind it', async () => {
  let lost = 1;
  const throughRecords = (records: Records) => losingAnswers(records, () => lost-- === 1);
  const under = await startClearConsent({ scripts, throughRecords });
  const submit = () => under.submit(fineForm(under.key), { headers: { 'idempotency-key': 'check-1' } });
  expect((await submit()).status).toBe(500);
  const again = await submit();
  expect(again.status).toBe(200);
  const { files } = submitAnswerSchema.parse(await again.json()).result;
  for (const { url } of [files.selfieVideo, files.idPhoto]) expect((await fetch(url)).status).toBe(200);
  await under.close();
});
