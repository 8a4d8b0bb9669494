import { afterEach, beforeEach, expect, test } from 'vitest';
import { startNative, type NativeUnderTest } from '#http/apis/native/native-under-test.suite.js';
import { pictureFile } from '#http/apis/scripted-pictures.suite.js';
import { nowEpochMs } from '#http/apis/native/native-under-test.suite.js';
import { startReceiver, type LoopbackReceiver } from '../../../test/support/loopback-receiver.js';
import { Bonafide, verifyWebhook, type VerificationSummary } from './index.js';

let under: NativeUnderTest;
let receiver: LoopbackReceiver;
let client: Bonafide;
beforeEach(async () => {
  receiver = await startReceiver();
  under = await startNative({
    scripts: { front: { portrait: 0 }, ada: { template: 0 }, unsure: { template: 0.35 }, nobody: { faces: [] } },
  });
  client = new Bonafide({ url: under.origin, key: under.key, retries: 0 });
});
afterEach(async () => {
  await under.close();
  await receiver.close();
});

const bytes = (name: string): Uint8Array => pictureFile(name);
const base64 = (name: string): string => pictureFile(name).toString('base64');
const blob = (name: string): Blob => new Blob([Uint8Array.from(pictureFile(name))], { type: 'image/jpeg' });

test('verifications: made of bytes, texts and uploads, opened, listed, reviewed and erased', async () => {
  const about = { userIdentifier: 'user-1', metadata: { order: 7 }, policy: { requiredQuality: [] } };
  const made = await client.verifications.create({ documentFront: bytes('front'), selfie: blob('ada'), ...about });
  expect(made).toMatchObject({
    status: 'completed',
    decision: 'match',
    userIdentifier: 'user-1',
    metadata: { order: 7 },
  });
  const { key } = await client.uploads.send(blob('ada'));
  const ofUpload = await client.verifications.create({ documentFront: bytes('front'), selfie: key });
  expect(ofUpload.similarity).toBe(made.similarity);
  const waiting = await client.verifications.create({ documentFront: base64('front'), selfie: base64('unsure') });
  expect(waiting).toMatchObject({ decision: 'review', review: { status: 'waiting' } });

  expect(await client.verifications.get(made.id)).toMatchObject({ id: made.id, status: 'completed' });
  const listed: VerificationSummary[] = [];
  for await (const one of client.verifications.list({ limit: 2 })) listed.push(one);
  expect(listed.map(({ id }) => id).sort()).toEqual([made.id, ofUpload.id, waiting.id].sort());
  expect(await client.verifications.page({ limit: 2 })).toMatchObject({ nextCursor: expect.any(String) as string });

  expect((await client.reviews.page()).data).toMatchObject([{ verification: { id: waiting.id } }]);
  const decided = await client.verifications.review(waiting.id, { decision: 'approve', reviewer: 'eva' });
  expect(decided).toMatchObject({ review: { status: 'approved', reviewer: 'eva' } });

  const [picture] = made.files;
  expect(await client.files.get(picture!.id)).toMatchObject({ verificationId: made.id, contentType: 'image/jpeg' });
  await client.files.delete(picture!.id);
  await expect(client.files.get(picture!.id)).rejects.toMatchObject({ code: 'not-found', status: 404 });
  expect(await client.verifications.erase(made.id)).toMatchObject({ subject: { kind: 'check' } });
  expect(await client.verifications.get(made.id)).toMatchObject({ status: 'erased' });
  expect(await client.erasures.create({ userIdentifier: 'user-1' })).toMatchObject({ subject: { kind: 'user' } });
});

test('a picture that cannot be judged is an error, and is found under its id', async () => {
  const error = await client.verifications
    .create({ documentFront: bytes('front'), selfie: bytes('nobody') })
    .catch((thrown: unknown) => thrown as { code: string; subject: string; requestId: string });
  expect(error).toMatchObject({ code: 'face-not-found', status: 422, subject: 'selfie' });
  const { requestId } = error as { requestId: string };
  expect(await client.verifications.get(requestId)).toMatchObject({
    status: 'failed',
    failure: { code: 'face-not-found' },
  });
});

test('an equal call with the same Idempotency-Key is executed once', async () => {
  const once = () => client.templates.enrol({ photo: bytes('ada') }, { idempotencyKey: 'one' });
  expect(await once()).toEqual(await once());
  expect((await client.templates.page()).data).toHaveLength(1);
});

test('templates: enrolled, found, listed and deleted', async () => {
  const about = { templateId: 'a da/1', label: 'Front door', metadata: { floor: 3 } };
  expect(await client.templates.enrol({ photo: blob('ada'), ...about })).toMatchObject({ templateId: 'a da/1' });
  expect(await client.templates.search({ photo: bytes('ada'), limit: 5 })).toMatchObject({
    candidates: [{ templateId: 'a da/1', score: 1 }],
    gallerySize: 1,
  });
  expect(await client.templates.search({ photo: base64('ada') })).toMatchObject({ candidates: [{}] });
  expect(await client.templates.get('a da/1')).toMatchObject({ label: 'Front door', metadata: { floor: 3 } });
  expect((await client.templates.page({ limit: 1 })).data).toMatchObject([{ id: 'a da/1' }]);
  expect(await client.templates.delete('a da/1')).toBeUndefined();
  await expect(client.templates.get('a da/1')).rejects.toMatchObject({ code: 'template-not-found' });
});

test('sessions: made, listed, released and cancelled', async () => {
  const made = await client.sessions.create({ scopes: ['document', 'match'], lifetimeSeconds: 3600 });
  expect(made.url).toContain('http');
  expect(await client.sessions.get(made.id)).toMatchObject({ status: 'CREATED', claimed: false });
  expect((await client.sessions.page({ status: 'CREATED' })).data).toMatchObject([{ id: made.id }]);
  expect(await client.sessions.release(made.id)).toMatchObject({ id: made.id });
  expect(await client.sessions.cancel(made.id)).toMatchObject({ status: 'CANCELED' });
  await expect(client.sessions.cancel(made.id)).rejects.toMatchObject({ code: 'session-over', status: 409 });
});

test('webhooks: an endpoint is told, and what it is told is verified', async () => {
  const url = `http://127.0.0.1:${receiver.port}/hook`;
  const { id, secret } = await client.webhookEndpoints.create({ url, eventTypes: ['verification.completed'] });
  const sent = await client.webhookEndpoints.test(id);
  expect(sent).toMatchObject({ state: 'delivered', attempts: [{ status: 204 }] });
  const { body, headers } = receiver.requests[0]!;
  const event = await verifyWebhook({ payload: body, headers, secret, now: () => nowEpochMs });
  expect(event).toMatchObject({ type: 'webhook.test', data: {} });

  const changed = await client.webhookEndpoints.change(id, { state: 'disabled' });
  expect(changed).toMatchObject({ state: 'disabled', eventTypes: ['verification.completed'] });
  expect(await client.webhookEndpoints.get(id)).toEqual(changed);
  expect((await client.webhookEndpoints.rotateSecret(id)).secret).not.toBe(secret);
  expect((await client.webhookEndpoints.showCallbackSecret()).secret).toMatch(/^whsec_/);
  expect((await client.webhookEndpoints.rotateCallbackSecret()).secret).toMatch(/^whsec_/);
  expect((await client.webhookDeliveries.page({ endpointId: id })).data).toMatchObject([{ id: sent.id }]);
  expect(await client.webhookDeliveries.get(sent.id)).toMatchObject({ body });
  expect(await client.webhookDeliveries.replay(sent.id)).toMatchObject({ state: 'pending' });
  await client.webhookEndpoints.delete(id);
  expect(await client.webhookEndpoints.list()).toEqual([]);
});

test('settings, usage, keys and the audit log', async () => {
  expect(await client.application.changeSettings({ retention: { mediaDays: 3 } })).toMatchObject({
    settings: { retention: { mediaDays: 3, sessionDays: 30 } },
  });
  expect(await client.application.get()).toMatchObject({ id: 'app_a', settings: { retention: { mediaDays: 3 } } });
  await client.templates.enrol({ photo: bytes('ada') });
  expect(await client.application.usage()).toMatchObject([{ operation: 'enrol', calls: 1 }]);
  const made = await client.keys.create({ name: 'reader', scopes: ['read'] });
  expect(made.key).toMatch(/^sk_live_/);
  const next = await client.keys.rotate(made.id);
  expect(next.succeeds).toBe(made.id);
  expect((await client.keys.revoke(made.id)).revokedAt).not.toBeNull();
  expect((await client.keys.list()).map(({ name }) => name)).toContain('reader');
  const actions: string[] = [];
  for await (const { action } of client.audit.list({ limit: 2 })) actions.push(action);
  expect(actions.slice(0, 3)).toEqual(['key.revoked', 'key.rotated', 'key.created']);
  expect(actions).toContain('application.settings-changed');
  const stranger = new Bonafide({ url: under.origin, key: 'sk_live_none', retries: 0 });
  await expect(stranger.keys.list()).rejects.toMatchObject({ code: 'credentials-invalid', status: 401 });
});
