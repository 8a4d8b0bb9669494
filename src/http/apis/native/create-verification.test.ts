import { afterEach, beforeEach, expect, test } from 'vitest';
import { ok } from '#domain/outcome.js';
import { owner, startNative, type NativeUnderTest } from '#http/apis/native/native-under-test.suite.js';
import { pictureFile } from '#http/apis/scripted-pictures.suite.js';
import { blob } from '#http/http-under-test.suite.js';
import { startReceiver, type LoopbackReceiver } from '../../../../test/support/loopback-receiver.js';

/** The first bytes of an MP4 file, and what its frames are. */
const videoOf = (...frames: string[]): Buffer =>
  Buffer.concat([Buffer.from('\0\0\0\x18ftypisom', 'latin1'), Buffer.from(frames.join('+'))]);
const video = videoOf('alike', 'alike');

let under: NativeUnderTest;
let receiver: LoopbackReceiver;
beforeEach(async () => {
  receiver = await startReceiver();
  under = await startNative({
    scripts: {
      front: { portrait: 0 },
      back: { document: { side: 'back' } },
      alike: { template: 0 },
      unsure: { template: 0.35 },
      stranger: { template: 2 },
      nobody: { faces: [] },
    },
    videoFrames: {
      available: true,
      async extractFrames(input) {
        const names = Buffer.from(input as Uint8Array)
          .subarray(12)
          .toString()
          .split('+'); // never a file's name here
        const frames = names.map((name, timeMs) => ({ jpeg: pictureFile(name), timeMs }));
        return ok({
          frames,
          durationMs: 1,
          width: 9,
          height: 9,
          framesPerSecond: 1,
          pictureTimesMs: [0],
          isComplete: true,
        });
      },
      close: async () => undefined,
    },
  });
});
afterEach(async () => {
  await under.close();
  await receiver.close();
});

const base64 = (name: string): string => pictureFile(name).toString('base64');
const verify = (selfie: string, more: object = {}, options = {}) =>
  under.call('POST', '/verifications', { documentFront: base64('front'), selfie: base64(selfie), ...more }, options);
const subscribe = async (...eventTypes: string[]): Promise<void> => {
  const body = { url: `http://127.0.0.1:${receiver.port}/hook`, eventTypes };
  expect((await under.call('POST', '/webhook-endpoints', body)).status).toBe(201);
};
const published = async (): Promise<{ type: string; data: Record<string, unknown> }[]> => {
  const { data } = (await under.call('GET', '/webhook-deliveries')).body as { data: { id: string }[] };
  const bodies = data.map(async ({ id }) => {
    const { body } = (await under.call('GET', `/webhook-deliveries/${id}`)).body as { body: string };
    return JSON.parse(body) as { type: string; data: Record<string, unknown> };
  });
  return Promise.all(bodies);
};
interface Told {
  readonly id: string;
  readonly files: readonly { readonly id: string; readonly role: string; readonly url: string }[];
}

test('a document and a selfie are verified, kept and told of', async () => {
  await subscribe('verification.completed');
  const about = { userIdentifier: 'user-1', metadata: { order: 7 } };
  const made = await verify('alike', { documentBack: base64('back'), ...about });
  expect(made).toMatchObject({
    status: 201,
    body: {
      object: 'verification',
      livemode: true,
      dialect: 'native',
      status: 'completed',
      match: true,
      decision: 'match',
      reasons: [],
      documentBack: { side: 'back' },
      injection: { status: 'not-assessed' },
      review: null,
      files: [{ role: 'document-front' }, { role: 'document-back' }, { role: 'selfie' }],
      ...about,
    },
  });
  const { id, files } = made.body as Told;
  expect((await under.call('GET', `/verifications/${id}`)).body).toEqual(made.body);
  expect(Buffer.from(await (await fetch(files[2]!.url)).arrayBuffer())).toEqual(pictureFile('alike'));
  const [event, ...more] = await published();
  expect(more).toEqual([]);
  expect(event).toMatchObject({ type: 'verification.completed', data: { id, decision: 'match', ...about } });
  expect(await under.records.verifications.findByLookup(owner, { name: 'user-identifier', value: 'user-1' })).toEqual([
    id,
  ]);
  expect((await under.call('DELETE', `/verifications/${id}`)).body).toMatchObject({
    counts: { verifications: 1, files: 3 },
  });
  expect((await fetch(files[0]!.url)).status).toBe(410);
});

test('a form is as good, with a picture that was uploaded and a video', async () => {
  const presigned = await under.call('POST', '/uploads', {
    contentType: 'image/jpeg',
    sizeBytes: pictureFile('front').length,
  });
  const { url, headers, key } = presigned.body as { url: string; headers: Record<string, string>; key: string };
  await fetch(url, { method: 'PUT', headers, body: blob(pictureFile('front')) });
  const form = new FormData();
  form.append('documentFront', key);
  form.append('selfieVideo', blob(video), 'clip.mp4');
  form.append('metadata', '{"order":7}');
  const made = await under.call('POST', '/verifications', form);
  expect(made).toMatchObject({
    status: 201,
    body: { match: true, metadata: { order: 7 }, files: [{ role: 'document-front' }, { role: 'selfie-video' }] },
  });
  // Erasing the verification destroys the upload that it was made of as well.
  const { id } = made.body as Told;
  expect((await under.call('DELETE', `/verifications/${id}`)).body).toMatchObject({ counts: { files: 3 } });
});

test('a policy adds requirements and takes none away', async () => {
  const body = { policy: { requireLiveness: true, requiredQuality: ['sharpness'] } };
  expect((await verify('alike', body)).body).toMatchObject({
    match: true,
    decision: 'review',
    reasons: ['quality-insufficient', 'liveness-not-assessed'],
  });
  await under.call('PATCH', '/application/settings', { policy: { requireLiveness: true } });
  expect((await verify('alike', { policy: { requireLiveness: false } })).body).toMatchObject({
    reasons: ['liveness-not-assessed'],
  });
});

test('pictures that cannot be judged are problems, remembered without the pictures', async () => {
  await subscribe('verification.completed');
  const failed = await verify('nobody', { userIdentifier: 'user-1' });
  expect(failed).toMatchObject({ status: 422, body: { code: 'face-not-found', subject: 'selfie' } });
  const id = (failed.body as { instance: string }).instance.slice('urn:uuid:'.length);
  expect((await under.call('GET', `/verifications/${id}`)).body).toMatchObject({
    status: 'failed',
    failure: { code: 'face-not-found', subject: 'selfie' },
    userIdentifier: 'user-1',
    files: [],
  });
  expect(await published()).toEqual([]);
});

test.each<[string, object, number, object]>([
  ['no document', { documentFront: undefined }, 400, { code: 'image-missing', subject: 'document' }],
  ['no selfie', { selfie: undefined }, 400, { code: 'image-missing', subject: 'selfie' }],
  ['both selfies', { selfieVideo: video.toString('base64') }, 400, { code: 'request-invalid' }],
  ['no video', { selfie: undefined, selfieVideo: 'AAAA' }, 415, { code: 'video-type-unsupported' }],
  [
    'a video of two people',
    { selfie: undefined, selfieVideo: videoOf('alike', 'stranger').toString('base64') },
    422,
    { code: 'several-faces', subject: 'selfie' },
  ],
  ['a misspelt option', { polcy: {} }, 400, { detail: 'Unrecognized key: "polcy"' }],
  ['one inside', { policy: { requireLivenes: true } }, 400, { detail: 'policy: Unrecognized key: "requireLivenes"' }],
  ['a long name', { userIdentifier: 'x'.repeat(257) }, 400, { code: 'request-invalid' }],
])('%s is refused', async (_, change, status, body) => {
  expect(await verify('alike', change)).toMatchObject({ status, body });
});

test('equal requests with an Idempotency-Key verify once', async () => {
  const options = { headers: { 'idempotency-key': 'one' } };
  const first = await verify('alike', {}, options);
  expect((await verify('alike', {}, options)).body).toEqual(first.body);
  expect((await verify('stranger', {}, options)).body).toMatchObject({ code: 'idempotency-conflict' });
  expect((await under.call('GET', '/verifications')).body).toMatchObject({ data: [{}] });
});

test('a case in the review band waits, is decided once, and is told of', async () => {
  await subscribe('review.decided');
  const { id } = (await verify('unsure')).body as Told;
  const second = (await verify('unsure')).body as Told;
  expect((await verify('stranger')).body).toMatchObject({ decision: 'no-match', review: null });
  const waiting = async (query = '') => (await under.call('GET', `/reviews${query}`)).body;
  const page: { data: { verification: { id: string } }[]; nextCursor: string } = await waiting('?limit=1');
  const next = await waiting(`?limit=1&cursor=${page.nextCursor}`);
  expect(next).toMatchObject({ data: [{ object: 'review' }], nextCursor: null });
  expect([page, next].map(({ data }: typeof page) => data[0]!.verification.id).sort()).toEqual([id, second.id].sort());

  const decide = (decision: string) =>
    under.call('POST', `/verifications/${id}/review`, { decision, reviewer: 'eva', reason: 'same scar' });
  const decided = { status: 'approved', decidedAt: '2012-03-01T00:00:00.000Z', reviewer: 'eva', reason: 'same scar' };
  expect(await decide('approve')).toMatchObject({ status: 200, body: { id, decision: 'review', review: decided } });
  expect(await decide('reject')).toMatchObject({
    status: 409,
    body: { type: '/docs#review-decided', code: 'review-decided' },
  });
  expect(await waiting()).toMatchObject({ data: [{ verification: { id: second.id } }] });
  expect((await under.call('GET', `/verifications/${id}`)).body).toMatchObject({ review: decided });
  expect(await published()).toMatchObject([{ type: 'review.decided', data: { id, review: decided } }]);
  expect((await under.audited()).at(-1)).toBe('review.decided');
  const key = await under.keyWith('test', ['verify', 'read']);
  const foreign = await under.call('POST', `/verifications/${second.id}/review`, { decision: 'approve' }, { key });
  expect(foreign.status).toBe(404);
});

test('without a queue nothing waits', async () => {
  await under.call('PATCH', '/application/settings', { review: { queue: false } });
  expect((await verify('unsure')).body).toMatchObject({ decision: 'review', review: null });
  expect((await under.call('GET', '/reviews')).body).toEqual({ data: [], nextCursor: null });
});
