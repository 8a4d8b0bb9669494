import { afterEach, beforeEach, expect, test } from 'vitest';
import { owner, startNative, type NativeUnderTest } from '#http/apis/native/native-under-test.suite.js';
import { pictureFile } from '#http/apis/scripted-pictures.suite.js';
import { blob } from '#http/http-under-test.suite.js';

let under: NativeUnderTest;
beforeEach(async () => {
  under = await startNative({ settings: { retention: { keepEnrolmentImages: true } } });
});
afterEach(() => under.close());

const photo = pictureFile('ada');
const enrolAda = async (): Promise<{ id: string; fileId: string; verificationId: string }> => {
  const body = { photo: photo.toString('base64'), userIdentifier: 'user-1' };
  const enrolled = (await under.call('POST', '/templates', body)).body as {
    templateId: string;
    verificationId: string;
  };
  const template = (await under.call('GET', `/templates/${enrolled.templateId}`)).body as {
    samples: [{ imageFileId: string }];
  };
  return { id: enrolled.templateId, fileId: template.samples[0].imageFileId, verificationId: enrolled.verificationId };
};

test('an upload is presigned, sent and told of', async () => {
  const made = await under.call('POST', '/uploads', { contentType: 'image/jpeg', sizeBytes: photo.length });
  expect(made).toMatchObject({
    status: 201,
    body: {
      object: 'upload',
      key: expect.stringMatching(/^uploads\/.+\.jpg$/) as string,
      method: 'PUT',
      headers: { 'Content-Type': 'image/jpeg' },
      expiresAt: '2012-03-01T00:15:00.000Z',
    },
  });
  const { url, method, headers, key } = made.body as { url: string; method: string; headers: object; key: string };
  expect((await fetch(url, { method, headers: { ...headers }, body: blob(photo) })).status).toBe(200);
  const id = key.slice('uploads/'.length, -'.jpg'.length);
  expect((await under.call('GET', `/files/${id}`)).body).toMatchObject({
    id,
    object: 'file',
    class: 'upload',
    sizeBytes: photo.length,
    expiresAt: '2012-03-02T00:00:00.000Z',
    urlExpiresAt: '2012-03-01T01:00:00.000Z',
  });
  const refused = await under.call('POST', '/uploads', { contentType: 'text/html', sizeBytes: 1 });
  expect(refused.body).toMatchObject({ status: 415, code: 'image-type-unsupported' });
});

test('a stored picture can be fetched until it is destroyed; both are audited', async () => {
  const { fileId } = await enrolAda();
  const { url } = (await under.call('GET', `/files/${fileId}`)).body as { url: string };
  expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(photo);
  const other = await under.keyWith('test', ['read', 'admin']);
  expect((await under.call('GET', `/files/${fileId}`, undefined, { key: other })).status).toBe(404);
  expect((await under.call('DELETE', `/files/${fileId}`, undefined, { key: other })).status).toBe(404);
  expect((await under.call('DELETE', `/files/${fileId}`)).status).toBe(204);
  expect((await under.call('DELETE', `/files/${fileId}`)).status).toBe(404);
  expect((await fetch(url)).status).toBe(410);
  expect(await under.audited()).toEqual(['operation.performed', 'file.viewed', 'subject.erased']);
});

test('a person is erased with everything, against a signed receipt', async () => {
  const { id, fileId, verificationId } = await enrolAda();
  const erased = await under.call('POST', '/erasures', { userIdentifier: 'user-1' });
  expect(erased).toMatchObject({
    status: 201,
    body: {
      ...owner,
      subject: { kind: 'user' },
      erasedAt: '2012-03-01T00:00:00.000Z',
      counts: { verifications: 1, templates: 1 },
      signature: expect.any(String) as string,
    },
  });
  expect(JSON.stringify(erased.body)).not.toContain('user-1');
  expect((await under.call('GET', `/templates/${id}`)).status).toBe(404);
  expect((await under.call('GET', `/files/${fileId}`)).status).toBe(404);
  expect((await under.call('GET', `/verifications/${verificationId}`)).body).toMatchObject({ status: 'erased' });
  expect(await under.audited()).toEqual(['operation.performed', 'subject.erased']);
  const nobody = await under.call('POST', '/erasures', { userIdentifier: 'nobody' });
  expect(nobody).toMatchObject({ status: 201, body: { counts: { verifications: 0, templates: 0 } } });
});

test('one verification is erased, and whom it enrolled with it', async () => {
  const { id, fileId, verificationId } = await enrolAda();
  const other = await under.keyWith('live', ['admin'], 'app_b');
  const path = `/verifications/${verificationId}`;
  expect((await under.call('DELETE', path, undefined, { key: other })).status).toBe(404);
  const reader = await under.keyWith('live', ['read', 'verify']);
  expect((await under.call('DELETE', path, undefined, { key: reader })).status).toBe(403);
  expect(await under.call('DELETE', path)).toMatchObject({
    status: 200,
    body: { subject: { kind: 'check' }, counts: { verifications: 1, templates: 1 } },
  });
  expect((await under.call('GET', path)).body).toMatchObject({ status: 'erased' });
  expect((await under.call('GET', `/templates/${id}`)).status).toBe(404);
  expect((await under.call('GET', `/files/${fileId}`)).status).toBe(404);
});
