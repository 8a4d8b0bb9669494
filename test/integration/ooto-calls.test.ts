import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addAnswerSchema,
  deepfakeAnswerSchema,
  failureAnswerSchema,
  identifyAnswerSchema,
  livenessAnswerSchema,
  recognizeAnswerSchema,
  searchAnswerSchema,
  verifyAnswerSchema,
} from '#http/apis/ooto/schema.js';
import { bonafide, changeSettings } from '../support/command-line.js';
import {
  makeInstallation,
  programs,
  sampleOf,
  startServer,
  stopServer,
  type Credentials,
  type ServerProcess,
} from '../support/server-process.js';
import { samplePhoto } from '../support/test-data.js';

// The whole server with its real models, on every call of the dialect but doc/identify, which has tests of its own.
const installation = makeInstallation();
let server: ServerProcess;
let pictures: Record<'passport' | 'owner' | 'impostor' | 'blank' | 'group' | 'text' | 'broken' | 'empty', Buffer>;

beforeAll(async () => {
  server = await startServer(installation, {
    program: programs.real,
    environment: { BONAFIDE_DEADLINE_MS: '120000' },
  });
  const owner = sampleOf(installation, 'selfie-owner.jpg');
  pictures = {
    passport: sampleOf(installation, 'passport-photo.jpg'),
    owner,
    impostor: sampleOf(installation, 'selfie-impostor.jpg'),
    blank: await sharp({ create: { width: 800, height: 600, channels: 3, background: '#7a8b9c' } })
      .jpeg()
      .toBuffer(),
    group: readFileSync(samplePhoto(1)),
    text: Buffer.from('hello'),
    broken: owner.subarray(0, 20_000),
    empty: Buffer.alloc(0),
  };
}, 300_000);
afterAll(async () => {
  await stopServer(server);
  installation.remove();
});

function call(
  path: string,
  parts: Readonly<Record<string, Uint8Array>>,
  { applicationId, key }: Credentials = server.credentials!,
): Promise<Response> {
  const body = new FormData();
  for (const [name, bytes] of Object.entries(parts)) body.append(name, new Blob([Uint8Array.from(bytes)]), 'a.jpg');
  const headers = { 'APP-ID': applicationId, 'APP-KEY': key };
  return fetch(`${server.url}/api/v1.0${path}`, { method: 'POST', headers, body });
}

const notAssessed = { score: null, fine: false, status: 'not-assessed' };

test('the portrait lies where /recognize says, and shows the owner of the selfie', async () => {
  const response = await call('/recognize', { doc_image: pictures.passport });
  expect(response.status).toBe(200);
  const { result } = recognizeAnswerSchema.parse(await response.json());
  expect(result).toMatchObject({
    doc: 'passport',
    ocr: { surname: 'HYTHLODAY', issuingStateCode: 'UTO', sex: 'F' },
  });
  const { x, y, w, h } = result.portrait.box;
  const portrait = await sharp(pictures.passport).extract({ left: x, top: y, width: w, height: h }).jpeg().toBuffer();

  const verified = await call('/verify', { first_photo: portrait, second_photo: pictures.owner });
  expect(verified.status).toBe(200);
  const same = verifyAnswerSchema.parse(await verified.json()).result;
  expect(same.same).toBe(true);
  expect(same.similarity).toBeGreaterThanOrEqual(0.75);
  expect(Object.keys(same.firstFace)).toEqual(['quality', 'box', 'landmarks', 'demography']);
});

test('/doc/verify, the older names: two people are not the same, with the signals that were asked for', async () => {
  const response = await call('/doc/verify?check_liveness=true&check_deepfake=1', {
    first_selfie: pictures.owner,
    second_selfie: pictures.impostor,
  });
  const { result } = verifyAnswerSchema.parse(await response.json());
  expect(result.same).toBe(false);
  expect(result.similarity).toBeLessThan(0.75);
  expect([result.firstFace.demography.gender, result.secondFace.demography.gender]).toEqual(['female', 'female']);
  for (const face of [result.firstFace, result.secondFace]) {
    expect(face).toMatchObject({ liveness: notAssessed, deepfake: notAssessed });
  }
});

test('/liveness and /deepfake measure the face and say what is not assessed', async () => {
  const liveness = await call('/liveness', { photo: pictures.owner });
  const live = livenessAnswerSchema.parse(await liveness.json()).result;
  expect(live.liveness).toMatchObject(notAssessed);
  expect(live).not.toHaveProperty('deepfake');
  expect(live.demography.age).toBeGreaterThan(15);
  const deepfake = await call('/deepfake', { photo: pictures.owner });
  const genuine = deepfakeAnswerSchema.parse(await deepfake.json()).result;
  expect(genuine.deepfake).toMatchObject(notAssessed);
  expect([genuine.box, genuine.landmarks, genuine.quality]).toEqual([live.box, live.landmarks, live.quality]);
});

test('/add, /identify and /delete: a person is found until he is deleted, and nobody else is', async () => {
  const { applicationId } = server.credentials!;
  const add = async (photo: Uint8Array, templateId?: string) => {
    const response = await call('/add', {
      photo,
      ...(templateId !== undefined && { templateId: Buffer.from(templateId) }),
    });
    return addAnswerSchema.parse(await response.json()).result;
  };
  const identify = async (photo: Uint8Array) => {
    const response = await call('/identify?check_liveness=true', { photo });
    expect(response.status).toBe(200);
    return searchAnswerSchema.parse(await response.json()).result;
  };
  expect(await identify(pictures.owner)).toMatchObject({ search: null, templateId: null, similarity: null });

  const { templateId } = await add(pictures.impostor);
  expect(await add(pictures.owner, 'person 7')).toMatchObject({
    templateId: 'person 7',
    enroll: { templateId: 'person 7' },
  });
  const smaller = await sharp(pictures.owner).resize({ width: 400 }).jpeg().toBuffer();
  const found = await identify(smaller);
  expect(found).toMatchObject({ search: { templateId: 'person 7' }, templateId: 'person 7', liveness: notAssessed });
  expect(found.similarity).toBeGreaterThanOrEqual(0.75);
  expect((await identify(pictures.impostor)).templateId).toBe(templateId);

  // What the sandbox enrols is not found by live keys, nor the other way round.
  const made = await bonafide(installation, ['keys', 'create', '--app', applicationId, '--mode', 'test', '--json']);
  const sandbox = JSON.parse(made.out) as Credentials;
  expect(await (await call('/delete', { templateId: Buffer.from('person 7') }, sandbox)).json()).toMatchObject({
    result: { status: 'error', code: 400, info: 'Template not found' },
  });

  expect((await call('/delete', { templateId: Buffer.from('person 7') })).status).toBe(200);
  expect((await identify(smaller)).search).toBeNull();
  const again = await call('/delete', { templateId: Buffer.from('person 7') });
  const { result } = failureAnswerSchema.parse(await again.json());
  expect([again.status, result]).toEqual([400, { status: 'error', code: 400, info: 'Template not found' }]);
});

type Name = keyof typeof pictures;
/** Code, field, call, and the pictures by name. */
const provocations: readonly (readonly [number, string, string, Readonly<Record<string, Name>>])[] = [
  [1, 'doc_image', '/recognize', {}],
  [2, 'doc_image', '/recognize', { doc_image: 'text' }],
  [3, 'doc_image', '/recognize', { doc_image: 'empty' }],
  [4, 'doc_image', '/recognize', { doc_image: 'broken' }],
  [201, 'doc_image', '/recognize', { doc_image: 'blank' }],
  [1, 'first_photo', '/verify', { second_photo: 'owner' }],
  [1, 'second_photo', '/verify', { first_selfie: 'owner' }],
  [5, 'first_photo', '/verify', { first_photo: 'blank', second_photo: 'group' }],
  [6, 'second_photo', '/verify', { first_photo: 'owner', second_photo: 'group' }],
  // Files come before faces, and the first one's before the second one's.
  [2, 'second_photo', '/verify', { first_photo: 'group', second_photo: 'text' }],
  [4, 'first_photo', '/verify', { first_photo: 'broken', second_photo: 'empty' }],
  [4, 'second_photo', '/verify', { first_photo: 'blank', second_photo: 'broken' }],
  [1, 'photo', '/liveness', {}],
  [3, 'photo', '/liveness', { photo: 'empty' }],
  [5, 'photo', '/liveness', { photo: 'blank' }],
  [2, 'photo', '/deepfake', { photo: 'text' }],
  [4, 'photo', '/deepfake', { photo: 'broken' }],
  [6, 'photo', '/deepfake', { photo: 'group' }],
];

test.each(provocations)('code %d about %s: %s %j', async (code, field, path, names) => {
  const parts = Object.fromEntries(Object.entries(names).map(([part, name]) => [part, pictures[name]]));
  const response = await call(path, parts);
  const { result } = failureAnswerSchema.parse(await response.json());
  expect([response.status, result.code, result.field]).toEqual([400, code, field]);
});

test('a face of too few pixels is code 9', async () => {
  const photo = await sharp(pictures.owner).resize({ width: 180 }).jpeg().toBuffer();
  const { result } = failureAnswerSchema.parse(await (await call('/liveness', { photo })).json());
  expect([result.code, result.field]).toEqual([9, 'photo']);
});

test('where age and gender are switched off, no call tells them', async () => {
  await changeSettings(installation, server.credentials!.applicationId, { demographics: { ageAndGender: false } });
  const nobody = { age: null, gender: 'unknown', race: 'unknown' };
  const [identified, assessed, verified] = await Promise.all([
    call('/doc/identify', { doc: pictures.passport, selfie: pictures.owner }),
    call('/liveness', { photo: pictures.owner }),
    call('/verify', { first_photo: pictures.owner, second_photo: pictures.owner }),
  ]);
  expect(identifyAnswerSchema.parse(await identified.json()).result.face.quality).toMatchObject(nobody);
  expect(livenessAnswerSchema.parse(await assessed.json()).result.demography).toEqual(nobody);
  const { result } = verifyAnswerSchema.parse(await verified.json());
  expect([result.firstFace.demography, result.secondFace.demography]).toEqual([nobody, nobody]);
});
