import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Principal } from '#domain/access.js';
import { fail, ok } from '#domain/outcome.js';
import { sampleVerification } from '#domain/verification.suite.js';
import { deepidvForm } from '#http/apis/deepidv/form.js';
import { failureSchema } from '#http/apis/deepidv/schema.js';
import { sessionRoutes } from '#http/apis/deepidv/sessions/routes.js';
import { sessionSchema, type DeepidvSession } from '#http/apis/deepidv/sessions/schema.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { createExchange } from '#http/exchange/exchange.js';
import { createAdmission } from '#services/admission.js';
import { createIdempotency } from '#services/idempotency.js';
import {
  goodFace,
  jpeg,
  owner,
  start,
  startSessions,
  type SessionsUnderTest,
} from '#services/sessions/sessions-under-test.suite.js';

let under: SessionsUnderTest;
let app: FastifyInstance;
let scopes: Principal['scopes'];

beforeEach(async () => {
  under = await startSessions();
  scopes = ['verify', 'read'];
  const { records } = under.store;
  const now = (): number => under.clock.nowEpochMs;
  const exchange = createExchange(deepidvForm, {
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
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  await app.register(
    async (api) => {
      exchange.prepare(api);
      await api.register(sessionRoutes(exchange, under.sessions));
    },
    { prefix: '/v1' },
  );
});
afterEach(async () => {
  await app.close();
  await under.close();
});

const key = { 'x-api-key': 'right' };
const post = (body: object | string, headers: Record<string, string> = key) =>
  app.inject({
    method: 'POST',
    url: '/v1/sessions',
    headers: { host: 'evil.example', 'content-type': 'application/json', ...headers },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  });
const get = (id: string, headers: Record<string, string> = key) =>
  app.inject({ method: 'GET', url: `/v1/sessions/${id}`, headers });
const failureOf = (answer: { statusCode: number; json: () => unknown }) => [
  answer.statusCode,
  failureSchema.parse(answer.json()).error,
];
async function made(body: object = {}): Promise<DeepidvSession & { token: string }> {
  const session = sessionSchema.parse((await post(body)).json());
  return { ...session, token: session.url!.split('/').at(-1)! };
}
const read = async (id: string): Promise<DeepidvSession> => sessionSchema.parse((await get(id)).json());

const person = {
  firstName: 'Anna',
  lastName: 'Eriksson',
  email: 'anna@example.com',
  phone: '+1 555 0100',
  workflowId: 'w1',
  externalId: 'customer-7',
};
const nobody = Object.fromEntries(Object.keys(person).map((name) => [name, null]));

test('a session and its link, which is told again to who may make links', async () => {
  const answer = await post({ ...person, unknown: true });
  expect(answer.statusCode).toBe(200);
  const { id, url } = sessionSchema.parse(answer.json());
  expect(url).toMatch(/^https:\/\/id\.example\/flow\/[\w-]{43}$/);
  const told = {
    id,
    status: 'PENDING',
    ...person,
    createdAt: new Date(start).toISOString(),
    expiresAt: new Date(start + 86_400_000).toISOString(),
    completedAt: null,
    result: null,
    error: null,
  };
  expect(answer.json()).toEqual({ ...told, url });
  expect((await get(id)).json()).toEqual({ ...told, url });
  scopes = ['read'];
  expect((await get(id)).json()).toEqual({ ...told, url: null });
  scopes = ['verify'];
  expect(sessionSchema.parse((await post({})).json())).toMatchObject({ ...nobody, status: 'PENDING' });
});

/** Opens the link and shows both pictures. */
async function show(token: string): Promise<void> {
  const claim = await under.sessions.person.claim({ token, secrets: [], address: null });
  const who = { token, secrets: [claim.ok ? claim.value.secret! : ''] };
  await under.sessions.person.submit({ ...who, kind: 'document', picture: jpeg });
  await under.sessions.person.submit({ ...who, kind: 'selfie', picture: jpeg });
}

test('VERIFIED: one person on a document that holds, with what was found', async () => {
  const { id, token } = await made(person);
  await show(token);
  expect(await read(id)).toMatchObject({
    status: 'VERIFIED',
    url: null,
    completedAt: new Date(start).toISOString(),
    result: {
      verified: true,
      document: { documentType: 'passport', lastName: 'ERIKSSON', confidence: 98.75 },
      faceMatch: { isMatch: true, confidence: 92.99, threshold: 80 },
    },
    error: null,
  });
});

test('REJECTED: another person, or an expired document', async () => {
  under.script['doc-identify'] = async () => ok(sampleVerification({ face: goodFace, match: false, similarity: 0.5 }));
  const other = await made();
  await show(other.token);
  const faceMatch = { isMatch: false, confidence: 53.33, threshold: 80 };
  expect(await read(other.id)).toMatchObject({ status: 'REJECTED', result: { verified: false, faceMatch } });
  under.script['doc-identify'] = async () => ok(sampleVerification({ face: goodFace, reasons: ['document-expired'] }));
  const expired = await made();
  await show(expired.token);
  expect(await read(expired.id)).toMatchObject({
    status: 'REJECTED',
    result: { verified: false, faceMatch: { isMatch: true } },
  });
});

test('SUBMITTED while something was shown; VOIDED once its time is over or the operator cancels it', async () => {
  const [shown, late, cancelled] = [await made(), await made(), await made()];
  const claim = await under.sessions.person.claim({ token: shown.token, secrets: [], address: null });
  const secrets = [claim.ok ? claim.value.secret! : ''];
  await under.sessions.person.submit({ token: shown.token, secrets, kind: 'document', picture: jpeg });
  expect(await read(shown.id)).toMatchObject({ status: 'SUBMITTED', url: shown.url, result: null });
  await under.sessions.application.cancel(owner, cancelled.id);
  expect(await read(cancelled.id)).toMatchObject({ status: 'VOIDED', url: null, result: null });
  under.clock.nowEpochMs += 86_400_000;
  expect(await read(late.id)).toMatchObject({ status: 'VOIDED', url: null, result: null });
});

test('REJECTED with an error where nothing came to a comparison', async () => {
  under.script['document-read'] = async () => fail({ code: 'internal' });
  const { id, token } = await made();
  const claim = await under.sessions.person.claim({ token, secrets: [], address: null });
  const secrets = [claim.ok ? claim.value.secret! : ''];
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    await under.sessions.person.submit({ token, secrets, kind: 'document', picture: jpeg });
  }
  expect(await read(id)).toMatchObject({
    status: 'REJECTED',
    result: null,
    error: 'The server failed; the fault is not in the request.',
  });
});

test.each<[string, object | string, string]>([
  ['no JSON', '{', 'the body is no JSON'],
  ['no object', '[]', 'wrong: body'],
  ['a name that is no text', { firstName: 1 }, 'wrong: firstName'],
  ['an address that is none', { email: 'anna', phone: '' }, 'wrong: email, phone'],
])('400: %s', async (_, body, error) => {
  expect(failureOf(await post(body))).toEqual([400, error]);
});

test('401 and 403, and 404 for an unknown session and one of another dialect', async () => {
  const { id } = await made();
  expect([(await post({}, {})).statusCode, (await get(id, {})).statusCode]).toEqual([401, 401]);
  const created = await under.create();
  for (const other of ['x', created.id]) expect(failureOf(await get(other))).toEqual([404, 'not found']);
  scopes = ['read'];
  expect((await post({})).json()).toMatchObject({ code: 'scope' });
  scopes = ['verify'];
  expect((await get(id)).json()).toMatchObject({ code: 'scope' });
});

test('an Idempotency-Key makes one session, and gives the same link again', async () => {
  const headers = { ...key, 'idempotency-key': 'order-7' };
  const answers = await Promise.all([post(person, headers), post(person, headers)]);
  expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  expect((await post({ ...person, firstName: 'Eva' }, headers)).statusCode).toBe(422);
});
