import { afterEach, expect, test } from 'vitest';
import type { Enrolment, Identification } from '#domain/operation.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { sampleVerification } from '#domain/verification.suite.js';
import { toFace } from '#http/apis/ooto/face-to-wire.js';
import {
  addAnswerSchema,
  deleteAnswerSchema,
  failureAnswerSchema,
  searchAnswerSchema,
} from '#http/apis/ooto/schema.js';
import {
  jpeg,
  pictureForm,
  postTo,
  principal,
  rightHeaders,
  startHttp,
  type HttpUnderTest,
} from '#http/http-under-test.suite.js';

// add, identify and delete: what they hand to their services, and what they make of the answers.
let http: HttpUnderTest;
let asked: object[];
afterEach(() => http.app.close());

const { face } = sampleVerification();
const nobody: Identification = { face, candidates: [], threshold: -0.47, gallerySize: 3 };

async function start(
  outcomes: { enrol?: Outcome<Enrolment>; identify?: Outcome<Identification>; remove?: Outcome<null> } = {},
  settings = principal.settings,
) {
  asked = [];
  http = await startHttp({
    authenticate: async () => ok({ ...principal, scopes: http.scopes, settings }),
    enrol: async ({ settle: _, ...request }) => {
      asked.push(request);
      return outcomes.enrol ?? ok({ templateId: request.templateId ?? 'made', sampleId: 's1', face });
    },
    identify: async ({ settle: _, ...request }) => {
      asked.push(request);
      return outcomes.identify ?? ok(nobody);
    },
    removeTemplate: async ({ settle: _, ...request }) => {
      asked.push(request);
      return outcomes.remove ?? ok(null);
    },
  });
}

const post = (path: string, body: RequestInit['body'], headers: Record<string, string> = {}) =>
  postTo(http, body, { ...rightHeaders, ...headers }, path);
const photo = () => pictureForm({ photo: jpeg });
const json = { 'content-type': 'application/json' };
const whole = { status: 'complete', bytes: jpeg };

async function failureOf(response: Response) {
  const { result } = failureAnswerSchema.parse(await response.json());
  return { status: response.status, code: result.code, info: result.info, field: result.field };
}

const plain = toFace(face, { liveness: false, deepfake: false });
const withBoth = toFace(face, { liveness: true, deepfake: true });

test('/add in both generations of names', async () => {
  await start();
  const made = addAnswerSchema.parse(await (await post('/add', photo())).json());
  expect(made.result).toEqual({ templateId: 'made', enroll: { templateId: 'made' }, ...plain, face: plain });
  const form = photo();
  form.append('templateId', 'Zoë 7');
  const named = addAnswerSchema.parse(await (await post('/add?check_liveness=1&check_deepfake=1', form)).json());
  expect(named.result).toEqual({ templateId: 'Zoë 7', enroll: { templateId: 'Zoë 7' }, ...withBoth, face: withBoth });
  expect(asked).toEqual([
    { transactionId: made.transactionId, principal, dialect: 'ooto', picture: whole },
    { transactionId: named.transactionId, principal, dialect: 'ooto', picture: whole, templateId: 'Zoë 7' },
  ]);
});

test.each([
  [fail({ code: 'face-not-found', subject: 'photo' }), 5, 'can not detect face (in selfie)', 'photo'],
  [fail({ code: 'template-duplicate', subject: 'photo' }), 400, 'the person is enrolled already', 'photo'],
  [fail({ code: 'request-invalid', detail: 'no such id' }), 400, 'no such id', undefined],
])('/add refuses: %j', async (enrol, code, info, field) => {
  await start({ enrol });
  expect(await failureOf(await post('/add', photo()))).toEqual({ status: 400, code, info, field });
});

test('/add answers whether somebody is enrolled only to those who may search', async () => {
  await start({}, { ...principal.settings, enrolment: { ...principal.settings.enrolment, refuseDuplicates: true } });
  expect(await failureOf(await post('/add', photo()))).toMatchObject({ status: 403, code: 403 });
  expect(asked).toEqual([]);
  http.scopes = ['verify', 'search'];
  expect((await post('/add', photo())).status).toBe(200);
});

test('/identify: nobody found is null and 200', async () => {
  await start();
  http.scopes = ['search'];
  const response = await post('/identify', photo());
  expect(response.status).toBe(200);
  const { result, transactionId } = searchAnswerSchema.parse(await response.json());
  expect(result).toEqual({ search: null, templateId: null, similarity: null, ...plain, face: plain });
  const caller = { transactionId, principal: { ...principal, scopes: ['search'] }, dialect: 'ooto' };
  expect(asked).toEqual([{ ...caller, picture: whole, limit: 1 }]);
});

test('/identify: the best candidate, on the published scale', async () => {
  const candidates = [{ templateId: 't1', score: -0.4, similarity: 0.76543219 }];
  await start({ identify: ok({ ...nobody, candidates }) });
  http.scopes = ['search'];
  const { result } = searchAnswerSchema.parse(await (await post('/identify?check_deepfake=true', photo())).json());
  const found = { templateId: 't1', similarity: 0.7655 };
  const told = toFace(face, { liveness: false, deepfake: true });
  expect(result).toEqual({ search: found, ...found, ...told, face: told });
});

test('/identify needs the scope search', async () => {
  await start();
  expect(await failureOf(await post('/identify', photo()))).toMatchObject({ status: 403, code: 403 });
  expect(asked).toEqual([]);
});

const inForm = (): FormData => {
  const form = new FormData();
  form.append('templateId', 't1');
  return form;
};

test.each<[string, RequestInit['body'], Record<string, string>]>([
  ['JSON', JSON.stringify({ templateId: 't1', other: 1 }), json],
  ['a form', inForm(), {}],
])('/delete with %s', async (_name, body, headers) => {
  await start();
  const response = await post('/delete', body, headers);
  expect(response.status).toBe(200);
  deleteAnswerSchema.parse(await response.json());
  expect(asked).toEqual([{ principal, dialect: 'ooto', templateId: 't1' }]);
});

test.each<[string, RequestInit['body'], Record<string, string>]>([
  ['nothing', null, {}],
  ['no id', '{}', json],
  ['a number', '{"templateId": 7}', json],
  ['no text', '{"templateId": ""}', json],
  ['plain text', 'templateId=t1', { 'content-type': 'text/plain' }],
  ['an empty form', new FormData(), {}],
])('/delete with %s is 400', async (_name, body, headers) => {
  await start();
  const info = 'templateId must be a text';
  expect(await failureOf(await post('/delete', body, headers))).toMatchObject({ status: 400, code: 400, info });
  expect(asked).toEqual([]);
});

test('/delete with broken or endless JSON is 400 in the envelope', async () => {
  await start();
  for (const body of ['{"templateId": ', JSON.stringify({ templateId: 'x'.repeat(2_000_000) })]) {
    expect(await failureOf(await post('/delete', body, json))).toMatchObject({ status: 400, code: 400 });
  }
});

test('/delete of an unknown template is 400, code 400', async () => {
  await start({ remove: fail({ code: 'template-not-found' }) });
  const failure = { status: 400, code: 400, info: 'Template not found', field: undefined };
  expect(await failureOf(await post('/delete', inForm()))).toEqual(failure);
});

test('/add and /delete need the scope verify', async () => {
  await start();
  http.scopes = ['search', 'read'];
  expect(await failureOf(await post('/add', photo()))).toMatchObject({ status: 403, code: 403 });
  expect(await failureOf(await post('/delete', inForm()))).toMatchObject({ status: 403, code: 403 });
});
