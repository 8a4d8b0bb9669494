import { afterEach, beforeEach, expect, test } from 'vitest';
import { owner, startNative, type NativeUnderTest } from '#http/apis/native/native-under-test.suite.js';
import { pictureFile } from '#http/apis/scripted-pictures.suite.js';
import { blob } from '#http/http-under-test.suite.js';

let under: NativeUnderTest;
beforeEach(async () => {
  under = await startNative({
    scripts: { ada: { template: 0 }, bob: { template: 2 }, empty: { faces: [] } },
    settings: { retention: { keepEnrolmentImages: true } },
  });
});
afterEach(() => under.close());

const base64 = (name: string): string => pictureFile(name).toString('base64');
const enrol = (name: string, more: object = {}, options = {}) =>
  under.call('POST', '/templates', { photo: base64(name), ...more }, options);

test('a person is enrolled, found, shown and deleted', async () => {
  const about = { userIdentifier: 'user-1', label: 'Front door', metadata: { floor: 3 } };
  const enrolled = await enrol('ada', { templateId: 'ada', ...about });
  expect(enrolled).toMatchObject({ status: 201, body: { object: 'enrolment', templateId: 'ada' } });
  expect(await enrol('bob')).toMatchObject({ status: 201 });

  const found = await under.call('POST', '/templates/search', { photo: base64('ada'), limit: 5 });
  expect(found).toMatchObject({
    status: 200,
    body: { object: 'search', candidates: [{ templateId: 'ada', score: 1 }], gallerySize: 2 },
  });
  const { verificationId, ...search } = found.body as { verificationId: string };
  expect((await under.call('GET', `/verifications/${verificationId}`)).body).toMatchObject({
    operation: 'search',
    result: { candidates: (search as { candidates?: unknown }).candidates },
  });

  const shown = await under.call('GET', '/templates/ada');
  expect(shown.body).toMatchObject({
    object: 'template',
    livemode: true,
    ...about,
    samples: [{ quality: expect.any(Number) as number, imageFileId: expect.any(String) as string }],
  });
  expect(JSON.stringify(shown.body)).not.toContain('vector');
  expect((await under.call('GET', '/templates')).body).toMatchObject({ data: [{}, {}], nextCursor: null });

  expect((await under.call('DELETE', '/templates/ada')).status).toBe(204);
  expect((await under.call('GET', '/templates/ada')).body).toMatchObject({ status: 404, code: 'template-not-found' });
  expect((await under.call('DELETE', '/templates/ada')).status).toBe(404);
  const after = await under.call('POST', '/templates/search', { photo: base64('ada') });
  expect(after.body).toMatchObject({ candidates: [] });
  expect((await under.audited()).filter((action) => action !== 'operation.performed')).toEqual(['template.deleted']);
});

test('the same in a form, with an upload, and as a second picture of a person', async () => {
  const form = new FormData();
  form.append('photo', blob(pictureFile('ada')), 'ada.jpg');
  form.append('templateId', 'ada');
  form.append('metadata', '{"floor":3}');
  expect((await under.call('POST', '/templates', form)).status).toBe(201);
  const presigned = under.fileServices.uploads.presign(owner, { contentType: 'image/jpeg', sizeBytes: 7 });
  if (!presigned.ok) throw new Error('nothing speaks against it');
  const { url, headers, key } = presigned.value;
  expect((await fetch(url, { method: 'PUT', headers, body: blob(pictureFile('ada')) })).status).toBe(200);
  expect((await under.call('POST', '/templates', { photo: key, templateId: 'ada' })).status).toBe(201);
  expect((await under.call('GET', '/templates/ada')).body).toMatchObject({ metadata: { floor: 3 }, samples: [{}, {}] });
});

test('what is wrong with a call is told with its field, and what with a picture with its code', async () => {
  const wrong = async (body: unknown) => (await under.call('POST', '/templates', body)).body;
  expect(await wrong({ photo: base64('ada'), colour: 1 })).toMatchObject({
    status: 400,
    detail: 'Unrecognized key: "colour"',
  });
  const form = new FormData();
  form.append('photo', blob(pictureFile('ada')), 'ada.jpg');
  form.append('colour', 'blue');
  expect(await wrong(form)).toMatchObject({ status: 400, detail: 'Unrecognized key: "colour"' });
  const broken = new FormData();
  broken.append('metadata', '{');
  expect(await wrong(broken)).toMatchObject({ status: 400, detail: 'metadata: must be JSON' });
  expect(await wrong({ photo: '!' })).toMatchObject({
    detail: 'photo: must be base64, a data URL or the key of an upload',
  });
  expect(await wrong({})).toMatchObject({ status: 400, code: 'image-missing', subject: 'photo' });
  expect(await wrong({ photo: 'uploads/none.jpg' })).toMatchObject({ status: 403, code: 'upload-forbidden' });
  expect(await wrong({ photo: base64('empty') })).toMatchObject({ status: 422, code: 'face-not-found' });
});

test('a search needs its scope; another mode and another application find nobody', async () => {
  await enrol('ada', { templateId: 'ada' });
  const search = async (key: string) =>
    await under.call('POST', '/templates/search', { photo: base64('ada') }, { key });
  expect((await search(await under.keyWith('live', ['verify', 'read', 'admin']))).status).toBe(403);
  for (const key of [
    await under.keyWith('test', ['search', 'read', 'verify']),
    await under.keyWith('live', ['search', 'read', 'verify'], 'app_b'),
  ]) {
    expect((await search(key)).body).toMatchObject({ candidates: [], gallerySize: 0 });
    expect((await under.call('GET', '/templates/ada', undefined, { key })).status).toBe(404);
    expect((await under.call('DELETE', '/templates/ada', undefined, { key })).status).toBe(404);
    expect((await under.call('GET', '/templates', undefined, { key })).body).toMatchObject({ data: [] });
  }
});

test('equal requests with an Idempotency-Key enrol once', async () => {
  const options = { headers: { 'idempotency-key': 'one' } };
  const first = await enrol('ada', {}, options);
  expect((await enrol('ada', {}, options)).body).toEqual(first.body);
  expect(await enrol('bob', {}, options)).toMatchObject({ status: 422, body: { code: 'idempotency-conflict' } });
  expect((await under.call('GET', '/templates')).body).toMatchObject({ data: [{}] });
});
