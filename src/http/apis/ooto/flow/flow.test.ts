import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Principal } from '#domain/access.js';
import { fail, ok } from '#domain/outcome.js';
import type { SessionScope } from '#domain/session.js';
import { notAssessed } from '#domain/signal.js';
import { flowRoutes } from '#http/apis/ooto/flow/routes.js';
import { flowCreatedSchema, flowStatusSchema, type FlowStatus } from '#http/apis/ooto/flow/schema.js';
import { toFlowStatus } from '#http/apis/ooto/flow/to-wire.js';
import { ootoForm } from '#http/apis/ooto/form.js';
import { failureAnswerSchema } from '#http/apis/ooto/schema.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { createExchange } from '#http/exchange/exchange.js';
import { createAdmission } from '#services/admission.js';
import { createIdempotency } from '#services/idempotency.js';
import {
  goodFace,
  jpeg,
  notFine,
  owner,
  start,
  startSessions,
  templateId,
  type SessionsUnderTest,
} from '#services/sessions/sessions-under-test.suite.js';

let under: SessionsUnderTest;
let app: FastifyInstance;
let scopes: Principal['scopes'];
const unavailable = new Set<SessionScope>();

beforeEach(async () => {
  under = await startSessions({
    bodies: (session) => ({ ooto: toFlowStatus(session) }),
    scopeAvailable: (scope) => !unavailable.has(scope),
  });
  unavailable.clear();
  scopes = ['verify', 'read', 'search'];
  const { records } = under.store;
  const now = (): number => under.clock.nowEpochMs;
  const exchange = createExchange(ootoForm, {
    readiness: { state: 'ready' },
    admission: createAdmission({ running: 1, waiting: 1 }),
    authenticate: async (credentials) =>
      credentials?.key === 'right' ? ok({ ...under.principal, scopes }) : fail({ code: 'credentials-invalid' }),
    limits: { take: async () => ({ ok: true, rate: { remaining: 34, resetAfterMs: 40, retryAfterMs: null } }) },
    idempotency: createIdempotency({ records, now, leaseMs: 60_000, waitMs: 1000 }),
  } as Partial<HttpDependencies> as HttpDependencies); // the exchange reads nothing else
  app = Fastify();
  app.decorateRequest('transactionId', '');
  app.decorateRequest('principal', null);
  await app.register(
    async (api) => {
      exchange.prepare(api);
      await api.register(flowRoutes(exchange, under.sessions));
    },
    { prefix: '/api/v1.0' },
  );
});
afterEach(async () => {
  await app.close();
  await under.close();
});

const credentials = { 'app-id': 'app_a', 'app-key': 'right' };
const post = (body: object | string, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/api/v1.0/flow/sessions',
    headers: { ...credentials, host: 'evil.example', 'content-type': 'application/json', ...headers },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  });
const get = (token: string, headers: Record<string, string> = credentials) =>
  app.inject({ method: 'GET', url: `/api/v1.0/flow/sessions/${token}`, headers });
const failureOf = (answer: { statusCode: number; json: () => unknown }) => {
  const { result } = failureAnswerSchema.parse(answer.json());
  return [answer.statusCode, result.code, result.info];
};
const statusOf = async (token: string): Promise<FlowStatus> => flowStatusSchema.parse((await get(token)).json());

const request = {
  scopes: ['liveness', 'deepfake', 'search'],
  metadata: { order: 7 },
  callbackUrl: 'https://shop.example/hook',
  returnUrl: 'https://shop.example/back?x=1',
  ttlSec: 600,
  unknown: true,
};

test('a link is made of PUBLIC_URL, and its status tells what comes next', async () => {
  const answer = await post(request);
  expect(answer.statusCode).toBe(200);
  const { sessionId, token, url } = flowCreatedSchema.parse(answer.json());
  expect(url).toBe(`https://id.example/flow/${token}`);
  expect((await get(token)).json()).toEqual({
    status: 'CREATED',
    scopes: ['liveness', 'deepfake', 'search'],
    nextStep: 'LIVENESS',
    expiresAt: new Date(start + 600_000).toISOString(),
    uiHints: { needCaptcha: false },
    returnUrl: 'https://shop.example/back?x=1',
    result: null,
    sessionId,
    metadata: { order: 7 },
  });
});

async function finish(asked: object = request): Promise<string> {
  const { token } = flowCreatedSchema.parse((await post(asked)).json());
  const claim = await under.sessions.person.claim({ token, secrets: [], address: null });
  const person = { token, secrets: [claim.ok ? claim.value.secret! : ''] };
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    await under.sessions.person.submit({ ...person, kind: 'selfie', picture: jpeg });
  }
  return token;
}

test('DONE: the result has the shape of seed 002, and the callback is the body of Get Status', async () => {
  const token = await finish();
  const status = await statusOf(token);
  const fine = (value: number) => ({ value, fine: true });
  const scored = (score: number, isFine = true) => ({ score, fine: isFine });
  const signal = { score: 0.96, fine: true, status: 'assessed' };
  expect(status).toMatchObject({ status: 'DONE', nextStep: null });
  expect(status).not.toHaveProperty('failure');
  expect(status.result).toEqual({
    box: { x: 100, y: 51, w: 201, h: 240 },
    landmarks: [
      [150, 130],
      [251, 131],
      [200, 180],
      [160, 230],
      [240, 231],
    ],
    quality: {
      pitch: -2.5,
      yaw: 3.1,
      roll: 0,
      uniformity: fine(0.8123),
      exposure: fine(120.5),
      contrast: fine(45.25),
      flare: scored(0.02),
      blur: scored(0.25, false),
      macroblocks: scored(0.1),
      distortion: scored(0.95),
      occlusion: scored(0.01),
      emotion: scored(0.4),
      leftEyeClosed: scored(0),
      rightEyeClosed: scored(0.03),
      crfiqa: scored(0.64),
    },
    demography: { age: 35, gender: 'female', race: 'unknown' },
    liveness: signal,
    deepfake: signal,
    search: { templateId, similarity: 0.8926 },
  });
  expect(under.published).toMatchObject([
    { bodies: { ooto: status }, callback: { url: 'https://shop.example/hook', format: 'ooto' } },
  ]);
});

test('what was not asked for is not told; an empty search is null', async () => {
  under.script.search = async () => ok({ face: goodFace, candidates: [], threshold: -0.4, gallerySize: 0 });
  const { result } = await statusOf(await finish({ scopes: ['search', 'enroll'] }));
  expect(result).toMatchObject({ search: null, enroll: { templateId } });
  expect(result).not.toHaveProperty('liveness');
  expect(result).not.toHaveProperty('deepfake');
});

test('FAILED says why, with what was computed', async () => {
  under.script['face-assess'] = async () => ok({ face: { ...goodFace, liveness: notFine }, timings: {} });
  expect(await statusOf(await finish())).toMatchObject({
    status: 'FAILED',
    nextStep: null,
    result: { liveness: { score: 0.1, fine: false, status: 'assessed' } },
    failure: { code: 'liveness-failed', info: 'The presentation looks like an attack.' },
  });
});

test('scopes run in the order liveness, deepfake, search, enroll, whatever their order; a gate that refuses says which', async () => {
  const scopes = ['enroll', 'search', 'deepfake', 'liveness'];
  const { token } = flowCreatedSchema.parse((await post({ ...request, scopes })).json());
  expect(await statusOf(token)).toMatchObject({
    scopes: ['liveness', 'deepfake', 'search', 'enroll'],
    nextStep: 'LIVENESS',
  });
  const claim = await under.sessions.person.claim({ token, secrets: [], address: null });
  const person = { token, secrets: [claim.ok ? claim.value.secret! : ''] };
  const show = () => under.sessions.person.submit({ ...person, kind: 'selfie', picture: jpeg });
  under.script['face-assess'] = async () => ok({ face: { ...goodFace, deepfake: notFine }, timings: {} });
  expect(await show()).toMatchObject({ value: { refusal: 'deepfake-suspected' } });
  // One picture for every step: the next one has to pass liveness as well.
  expect(await statusOf(token)).toMatchObject({ status: 'IN_PROGRESS', nextStep: 'LIVENESS', result: null });
  const unseen = notAssessed('model-unusable');
  under.script['face-assess'] = async () => ok({ face: { ...goodFace, deepfake: unseen }, timings: {} });
  expect(await show()).toMatchObject({ value: { refusal: 'deepfake-not-assessed' } });
  await show();
  expect(await statusOf(token)).toMatchObject({
    status: 'FAILED',
    nextStep: null,
    result: {
      liveness: { fine: true },
      deepfake: { score: null, fine: false, status: 'not-assessed', reason: 'model-unusable' },
    },
    failure: { code: 'deepfake-not-assessed' },
  });
  expect(under.worked).not.toContain('search');
});

test('EXPIRED and CANCELED are 200 with their status and no result', async () => {
  const expiring = flowCreatedSchema.parse((await post({ ...request, ttlSec: 1 })).json());
  const cancelled = flowCreatedSchema.parse((await post(request)).json());
  await under.sessions.application.cancel(owner, cancelled.sessionId);
  under.clock.nowEpochMs = start + 60_000;
  expect(await statusOf(expiring.token)).toMatchObject({ status: 'EXPIRED', nextStep: null, result: null });
  expect(await statusOf(cancelled.token)).toMatchObject({ status: 'CANCELED', nextStep: null, result: null });
});

test('needCaptcha is a hint until the captcha is passed', async () => {
  const settings = { ...under.settings, sessions: { ...under.settings.sessions, needCaptcha: true } };
  const created = await under.sessions.application.create(
    { ...under.principal, settings },
    { kind: 'ooto-flow', scopes: ['liveness'] },
  );
  const token = created.ok ? created.value.token : '';
  expect((await statusOf(token)).uiHints).toEqual({ needCaptcha: true });
  await under.sessions.application.cancel(owner, created.ok ? created.value.session.id : '');
  expect((await statusOf(token)).uiHints).toEqual({ needCaptcha: false });
});

const knownScopes = 'scopes must be one or more of liveness, deepfake, search, enroll';
test.each<[string, object | string, string]>([
  ['no JSON', '{', 'bad request'],
  ['no body', 'null', 'wrong or missing: body'],
  ['no scopes', { scopes: undefined }, 'wrong or missing: scopes'],
  ['empty scopes', { scopes: [] }, knownScopes],
  ['unknown scopes', { scopes: ['liveness', 'match'] }, knownScopes],
  ['metadata that is no object', { metadata: 'x' }, 'wrong or missing: metadata'],
  ['a lifetime that is no number', { ttlSec: '600' }, 'wrong or missing: ttlSec'],
  ['a callback over http', { callbackUrl: 'http://shop.example/' }, 'not https'],
  ['a way back over http', { returnUrl: 'http://shop.example/' }, 'not https'],
])('%s is 400 in the envelope', async (_, change, info) => {
  const body = typeof change === 'string' ? change : { ...request, ...change };
  expect(failureOf(await post(body))).toEqual([400, 400, info]);
  expect(await under.store.records.sessions.page(owner, { limit: 1, before: null })).toEqual([]);
});

test('a scope that this installation cannot assess is named', async () => {
  unavailable.add('deepfake');
  expect(failureOf(await post(request))).toEqual([400, 400, 'scope not available: deepfake']);
});

test('credentials and scopes: 401 and 403; the token alone reads nothing', async () => {
  const { token } = flowCreatedSchema.parse((await post(request)).json());
  expect((await get(token, {})).statusCode).toBe(401);
  expect((await post(request, { 'app-key': 'wrong' })).statusCode).toBe(401);
  scopes = ['read'];
  expect((await post(request)).statusCode).toBe(403);
  scopes = ['verify'];
  expect((await get(token)).statusCode).toBe(403);
});

test("an unknown token and another dialect's are 404", async () => {
  const created = await under.sessions.application.create(under.principal, { kind: 'deepidv', scopes: ['document'] });
  const tokens = ['x', 'A'.repeat(43), created.ok ? created.value.token : ''];
  for (const token of tokens) expect(failureOf(await get(token))).toEqual([404, 404, 'not found']);
});

test('an Idempotency-Key makes one session, and gives the same link again', async () => {
  const key = { 'idempotency-key': 'order-7' };
  const answers = await Promise.all([post(request, key), post(request, key), post(request, key)]);
  expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  expect(await under.store.records.sessions.page(owner, { limit: 9, before: null })).toHaveLength(1);
  expect((await post({ ...request, ttlSec: 601 }, key)).statusCode).toBe(422);
});
