import { afterEach, expect, test } from 'vitest';
import type { FailureCode } from '#domain/failure.js';
import type { AssessedComparison, DocumentReading, FaceReading } from '#domain/operation.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { sampleVerification } from '#domain/verification.suite.js';
import {
  deepfakeAnswerSchema,
  failureAnswerSchema,
  livenessAnswerSchema,
  recognizeAnswerSchema,
  verifyAnswerSchema,
} from '#http/apis/ooto/schema.js';
import { toIdentifyResult } from '#http/apis/ooto/to-wire.js';
import type { HttpDependencies } from '#http/dependencies.js';
import {
  jpeg,
  pictureForm,
  postTo,
  principal,
  rightHeaders,
  startHttp,
  type HttpUnderTest,
} from '#http/http-under-test.suite.js';

// The calls on pictures other than doc/identify: what they hand to their services, and what they make of the answers.
let http: HttpUnderTest;
let asked: object[];
afterEach(() => http.app.close());

const sample = sampleVerification();
const reading: DocumentReading = { document: sample.document, picture: { width: 900, height: 600 }, timings: {} };
const comparison: AssessedComparison = {
  match: false,
  decision: 'review',
  similarity: 0.7499999,
  reasons: ['similarity-in-review-band'],
  comparison: sample.comparison,
  faces: [sample.face, { ...sample.face, pose: { yawDegrees: 12.34, pitchDegrees: 0, rollDegrees: 0 } }],
};

async function start(
  outcomes: {
    readDocument?: Outcome<DocumentReading>;
    verifyFaces?: Outcome<AssessedComparison>;
    assessFace?: Outcome<FaceReading>;
  } = {},
  others: Partial<HttpDependencies> = {},
) {
  asked = [];
  http = await startHttp({
    readDocument: async ({ settle: _, ...request }) => {
      asked.push(request);
      return outcomes.readDocument ?? ok(reading);
    },
    verifyFaces: async ({ settle: _, ...request }) => {
      asked.push(request);
      return outcomes.verifyFaces ?? ok(comparison);
    },
    assessFace: async ({ settle: _, ...request }) => {
      asked.push(request);
      return outcomes.assessFace ?? ok({ face: sample.face, timings: {} });
    },
    ...others,
  });
}

const post = (path: string, parts: Record<string, Uint8Array>, headers: Record<string, string> = {}) =>
  postTo(http, pictureForm(parts), { ...rightHeaders, ...headers }, path);
const caller = {
  transactionId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown, // vitest types its matchers as any
  principal,
  dialect: 'ooto',
};
const whole = (bytes: Uint8Array) => ({ status: 'complete', bytes: Buffer.from(bytes) });

async function failureOf(response: Response) {
  const { result } = failureAnswerSchema.parse(await response.json());
  const { status, ...told } = result;
  expect(status).toBe('error');
  return { status: response.status, ...told };
}

/** The sample's face in the words of seed 002. */
const face = {
  quality: {
    pitch: -2.5,
    yaw: 3.1,
    roll: 0,
    uniformity: { value: 0.8123, fine: true },
    exposure: { value: 120.5, fine: true },
    contrast: { value: 45.25, fine: true },
    flare: { score: 0.02, fine: true },
    blur: { score: 0.25, fine: false },
    macroblocks: { score: 0.1, fine: true },
    distortion: { score: 0.95, fine: true },
    occlusion: { score: 0.01, fine: true },
    emotion: { score: 0.4, fine: true },
    leftEyeClosed: { score: 0, fine: true },
    rightEyeClosed: { score: 0.03, fine: true },
    crfiqa: { score: 0.64, fine: true },
  },
  box: { x: 100, y: 51, w: 201, h: 240 },
  landmarks: [
    [150, 130],
    [251, 131],
    [200, 180],
    [160, 230],
    [240, 231],
  ],
  demography: { age: 35, gender: 'female', race: 'unknown' },
};
const notAssessed = { score: null, fine: false, status: 'not-assessed', reason: 'no-model-installed' };

test('/recognize: the document as doc/identify tells it', async () => {
  await start();
  const response = await post('/recognize', { doc_image: jpeg });
  expect(response.status).toBe(200);
  const { result } = recognizeAnswerSchema.parse(await response.json());
  expect(result).toEqual(toIdentifyResult(sample).document);
  expect(asked).toEqual([{ ...caller, document: whole(jpeg), portrait: 'required' }]);
});

const other = Buffer.concat([jpeg, Buffer.of(1)]);
test.each([
  ['/verify', { first_photo: jpeg, second_photo: other }],
  ['/doc/verify', { first_photo: jpeg, second_photo: other }],
  ['/verify', { second_selfie: other, first_selfie: jpeg }],
  ['/doc/verify', { first_selfie: jpeg, second_photo: other }],
  // The first part counts, whichever its name.
  ['/verify', { first_selfie: jpeg, first_photo: other, second_photo: other }],
])('%s in either generation of names', async (path, parts: Record<string, Uint8Array>) => {
  await start();
  const response = await post(path, parts);
  expect(response.status).toBe(200);
  const { result } = verifyAnswerSchema.parse(await response.json());
  expect(result).toEqual({
    firstFace: face,
    secondFace: { ...face, quality: { ...face.quality, pitch: 0, yaw: 12.3 } },
    similarity: 0.7499,
    same: false,
  });
  expect(asked).toEqual([{ ...caller, first: whole(jpeg), second: whole(other) }]);
});

test.each([
  ['check_liveness=true', { liveness: notAssessed }],
  ['check_deepfake=1', { deepfake: notAssessed }],
  ['check_liveness=1&check_deepfake=true', { liveness: notAssessed, deepfake: notAssessed }],
  ['check_liveness=false&check_deepfake=0', {}],
])('/verify?%s: only what was asked for is there', async (query, signals) => {
  await start();
  const response = await post(`/verify?${query}`, { first_photo: jpeg, second_photo: jpeg });
  const { result } = verifyAnswerSchema.parse(await response.json());
  expect(result.firstFace).toEqual({ ...face, ...signals });
});

test('a switch that says neither yes nor no is 400, code 400, before the pictures are read', async () => {
  await start();
  const response = await post('/verify?check_liveness=maybe', { first_photo: jpeg, second_photo: jpeg });
  expect(await failureOf(response)).toEqual({
    status: 400,
    code: 400,
    info: 'check_liveness must be one of true, false, 1 and 0',
  });
  expect(asked).toEqual([]);
});

test('/liveness and /deepfake', async () => {
  const liveness = { status: 'assessed', score: 0.98765, fine: true } as const;
  await start({ assessFace: ok({ face: { ...sample.face, liveness }, timings: {} }) });
  const told = { score: 0.9877, fine: true, status: 'assessed' };
  const alone = await post('/liveness', { photo: jpeg });
  expect(livenessAnswerSchema.parse(await alone.json()).result).toEqual({ ...face, liveness: told });
  const both = await post('/liveness?check_deepfake=true', { photo: jpeg });
  const bothTold = { ...face, liveness: told, deepfake: notAssessed };
  expect(livenessAnswerSchema.parse(await both.json()).result).toEqual(bothTold);
  const deepfake = await post('/deepfake?check_liveness=true', { photo: jpeg });
  expect(deepfakeAnswerSchema.parse(await deepfake.json()).result).toEqual({ ...face, deepfake: notAssessed });
  expect(asked[0]).toEqual({ ...caller, photo: whole(jpeg) });
});

test('age and gender that were not assessed are null and unknown', async () => {
  const demographics = { ageYears: null, gender: 'unknown', genderConfidence: null } as const;
  await start({ assessFace: ok({ face: { ...sample.face, demographics }, timings: {} }) });
  const { result } = livenessAnswerSchema.parse(await (await post('/liveness', { photo: jpeg })).json());
  expect(result.demography).toEqual({ age: null, gender: 'unknown', race: 'unknown' });
});

test('a failure names the part as the call does', async () => {
  await start({
    readDocument: fail({ code: 'document-not-found', subject: 'document' }),
    verifyFaces: fail({ code: 'face-features-failed', subject: 'second' }),
    assessFace: fail({ code: 'several-faces', subject: 'photo' }),
  });
  const failures = [
    await failureOf(await post('/recognize', {})),
    await failureOf(await post('/verify', {})),
    await failureOf(await post('/liveness', {})),
    await failureOf(await post('/deepfake', {})),
  ];
  expect(failures).toEqual([
    { status: 400, code: 201, info: 'can not detect document', field: 'doc_image' },
    { status: 400, code: 9, info: 'can not extract features from sample', field: 'second_photo' },
    { status: 400, code: 6, info: 'more than one face detected on photo', field: 'photo' },
    { status: 400, code: 6, info: 'more than one face detected on photo', field: 'photo' },
  ]);
});

const paths = ['/doc/identify', '/doc/compare', '/recognize', '/verify', '/doc/verify', '/liveness', '/deepfake'];

test.each(paths)('%s needs credentials, the scope verify, and tokens', async (path) => {
  const broke: HttpDependencies['limits'] = {
    take: async (_, operation) => ({
      ok: false,
      rate: { remaining: 34, resetAfterMs: 40, retryAfterMs: null },
      failure: { code: 'tokens-insufficient', detail: operation },
    }),
  };
  await start();
  expect(await failureOf(await post(path, {}, { 'APP-KEY': 'wrong' }))).toMatchObject({ status: 401, code: 401 });
  http.scopes = ['read', 'search'];
  expect(await failureOf(await post(path, {}))).toMatchObject({ status: 403, code: 403 });
  await http.app.close();
  await start({}, { limits: broke });
  expect(await failureOf(await post(path, {}))).toMatchObject({ status: 402, code: 402 });
  expect(asked).toEqual([]);
});

test.each<[FailureCode, number, string | null]>([
  ['idempotency-in-progress', 409, '1'],
  ['idempotency-conflict', 422, null],
])('%s is %d in the envelope', async (code, status, retryAfter) => {
  await start({}, { idempotency: { run: async () => fail({ code }) } });
  const response = await post('/liveness', { photo: jpeg }, { 'idempotency-key': 'order-1' });
  expect(await failureOf(response)).toMatchObject({ status, code: status });
  expect(response.headers.get('retry-after')).toBe(retryAfter);
});

test('an Idempotency-Key that cannot be one is 400 and says so', async () => {
  await start();
  const response = await post('/liveness', { photo: jpeg }, { 'idempotency-key': 'with spaces in it' });
  expect(await failureOf(response)).toEqual({
    status: 400,
    code: 400,
    info: 'Idempotency-Key must be 1 to 255 visible ASCII characters',
  });
});

test('every answer tells what is left of the limits; a refused call when to come back', async () => {
  await start();
  const response = await post('/liveness', { photo: jpeg });
  const names = ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'retry-after'];
  expect(names.map((name) => response.headers.get(name))).toEqual(['35', '34', '1', null]);
  await http.app.close();
  const rate = { remaining: 0, resetAfterMs: 1400, retryAfterMs: 40 };
  await start({}, { limits: { take: async () => ({ ok: false, rate, failure: { code: 'rate-limited' } }) } });
  const refused = await post('/liveness', { photo: jpeg });
  expect(await failureOf(refused)).toEqual({ status: 429, code: 429, info: 'too many requests' });
  expect(names.map((name) => refused.headers.get(name))).toEqual(['35', '0', '2', '1']);
});
