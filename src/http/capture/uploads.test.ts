import { createHash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { uploadPartBytes } from '#contract/capture.js';
import { fail } from '#domain/outcome.js';
import { startCapture, type Browser, type CaptureUnderTest } from '#http/capture/capture-under-test.suite.js';
import { goodVideo, jpeg, notFine, goodFace, webm } from '#services/sessions/sessions-under-test.suite.js';
import { ok } from '#domain/outcome.js';
import { wholeTest } from '../../../test/support/test-form.js';

let capture: CaptureUnderTest;
let page: Browser;
let path: string;
beforeEach(async () => {
  capture = await startCapture();
  ({ path } = await capture.link());
  page = capture.browser(path);
  await page.enter();
});
afterEach(() => capture.close());

const photo = (sizeBytes: number): Buffer =>
  Buffer.concat([Buffer.from(jpeg.bytes), randomBytes(sizeBytes - jpeg.bytes.length)]);
const film = (sizeBytes: number): Buffer =>
  Buffer.concat([Buffer.from(webm.bytes), randomBytes(sizeBytes - webm.bytes.length)]);
const partOf = (bytes: Buffer, part: number): Buffer =>
  bytes.subarray(part * uploadPartBytes, (part + 1) * uploadPartBytes);
const put = (id: string, bytes: Buffer, part: number) => page.call('PUT', `uploads/${id}/${part}`, partOf(bytes, part));
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

test('parts come in any order, each as often as it takes, and are there after a lost connection', async () => {
  const bytes = photo(2.5 * uploadPartBytes);
  const { id, received } = await page.begin(bytes);
  expect(received).toEqual([]);
  expect((await put(id, bytes, 2)).body).toMatchObject({ received: [2], sizeBytes: bytes.length });
  expect((await put(id, bytes, 0)).body).toMatchObject({ received: [0, 2] });
  expect((await put(id, bytes, 0)).body).toMatchObject({ received: [0, 2] });
  // The page was loaded again, and asks what is there.
  expect((await page.call('GET', `uploads/${id}`)).body).toMatchObject({ received: [0, 2] });
  expect(await page.failure('POST', 'pictures', { document: id })).toEqual([409, 'upload-incomplete']);
  expect((await put(id, bytes, 1)).body).toMatchObject({ received: [0, 1, 2] });
  expect((await page.call('POST', 'pictures', { document: id })).body).toMatchObject({
    status: 'IN_PROGRESS',
    ask: { pictures: 'selfie' },
    refusal: null,
  });
  expect([...capture.under.parts.keys()]).toEqual([]);
});

test('what arrived changed is told, and has to come again', async () => {
  const bytes = photo(100);
  const { id } = await page.begin(bytes);
  await page.call('PUT', `uploads/${id}/0`, photo(100));
  expect(await page.failure('POST', 'pictures', { document: id })).toEqual([409, 'upload-changed']);
  expect((await page.call('GET', `uploads/${id}`)).body).toMatchObject({ received: [] });
  await put(id, bytes, 0);
  expect((await page.call('POST', 'pictures', { document: id })).status).toBe(200);
});

test.each<[string, number, Buffer]>([
  ['no such part', 1, photo(100)],
  ['a part that is too short', 0, photo(99)],
  ['a part that is too long', 0, photo(101)],
])('%s is refused', async (_, part, bytes) => {
  const { id } = await page.begin(photo(100));
  expect(await page.failure('PUT', `uploads/${id}/${part}`, bytes)).toEqual([400, 'request-invalid']);
});

test('a part over its size is not read', async () => {
  const { id } = await page.begin(photo(2 * uploadPartBytes));
  expect(await page.failure('PUT', `uploads/${id}/0`, photo(uploadPartBytes + 1))).toEqual([413, 'body-too-large']);
});

test('the first bytes say what is taken, and how much of it', async () => {
  const text = Buffer.alloc(100, 'text');
  const { id } = await page.begin(text);
  expect(await page.failure('PUT', `uploads/${id}/0`, text)).toEqual([415, 'image-type-unsupported']);
  const announce = (sizeBytes: number) =>
    page.failure('POST', 'uploads', { sizeBytes, sha256: digest(Buffer.alloc(1)) });
  expect(await announce(15 * uploadPartBytes + 1)).toEqual([413, 'image-too-large']);
  expect(await announce(50 * uploadPartBytes + 1)).toEqual([413, 'video-too-large']);
});

wholeTest('a selfie over the limit of photos has to be a film, before more than that is taken', async () => {
  page = capture.browser((await capture.link({ scopes: ['liveness'] })).path);
  await page.enter();
  const still = photo(16.5 * uploadPartBytes);
  const { id } = await page.begin(still);
  for (let part = 1; part <= 15; part += 1) expect((await put(id, still, part)).status).toBe(200);
  expect(await page.failure('PUT', `uploads/${id}/16`, partOf(still, 16))).toEqual([409, 'upload-incomplete']);
  expect(await page.failure('PUT', `uploads/${id}/0`, partOf(still, 0))).toEqual([413, 'image-too-large']);
  const video = film(16.5 * uploadPartBytes);
  const { id: filmId } = await page.begin(video);
  for (let part = 0; part <= 16; part += 1) expect((await put(filmId, video, part)).status).toBe(200);
});

test('an upload is of its session and its owner alone', async () => {
  const { id } = await page.begin(photo(100));
  const other = capture.browser((await capture.link()).path);
  await other.enter();
  expect(await other.failure('GET', `uploads/${id}`)).toEqual([404, 'not-found']);
  expect(await other.failure('PUT', `uploads/${id}/0`, photo(100))).toEqual([404, 'not-found']);
  expect(await other.failure('POST', 'pictures', { document: id })).toEqual([404, 'not-found']);
  const stranger = capture.browser(path);
  for (const [method, at, body] of [
    ['GET', `uploads/${id}`, undefined],
    ['PUT', `uploads/${id}/0`, photo(100)],
    ['POST', 'pictures', { document: id }],
  ] as const) {
    expect(await stranger.failure(method, at, body)).toEqual([409, 'session-claimed']);
  }
});

test('a session holds six pictures on their way: one more takes the place of the oldest', async () => {
  const first = photo(100);
  const { id } = await page.begin(first);
  await put(id, first, 0);
  expect(capture.under.parts.size).toBe(1);
  for (let more = 0; more < 6; more += 1) await page.begin(photo(100));
  expect(await page.failure('GET', `uploads/${id}`)).toEqual([404, 'not-found']);
  expect(capture.under.parts.size).toBe(0);
});

test('a submission whose answer was lost does nothing the second time, and why it was refused is still told', async () => {
  capture.under.script['document-read'] = async () => fail({ code: 'document-cropped', subject: 'document' });
  const document = await page.upload(photo(100));
  const refused = { ask: { pictures: 'document' }, refusal: 'document-cropped', attemptsLeft: 3 };
  expect((await page.call('POST', 'pictures', { document })).body).toMatchObject(refused);
  expect((await page.call('POST', 'pictures', { document })).body).toMatchObject(refused);
  expect(await page.view()).toMatchObject(refused);
  expect(capture.under.worked).toEqual(['document-read']);
  expect(await page.failure('PUT', `uploads/${document}/0`, photo(100))).toEqual([409, 'upload-forbidden']);
  // The next picture takes the word back.
  capture.under.script['document-read'] = async () => fail({ code: 'overloaded' });
  const next = await page.upload(photo(100));
  expect(await page.failure('POST', 'pictures', { document: next })).toEqual([429, 'overloaded']);
  expect(await page.view()).toMatchObject({ refusal: null, working: false });
});

test('the same submission at once is judged once', async () => {
  const document = await page.upload(photo(100));
  const answers = await Promise.all([0, 1].map(() => page.call('POST', 'pictures', { document })));
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(capture.under.worked).toEqual(['document-read']);
});

test('where the server had no room the same upload comes again', async () => {
  const { script } = capture.under;
  const read = script['document-read'];
  script['document-read'] = async () => fail({ code: 'overloaded' });
  const document = await page.upload(photo(100));
  expect(await page.failure('POST', 'pictures', { document })).toEqual([429, 'overloaded']);
  script['document-read'] = read;
  expect((await page.call('POST', 'pictures', { document })).body).toMatchObject({ ask: { pictures: 'selfie' } });
});

test('what is not asked for is not taken', async () => {
  const [document, selfie] = [await page.upload(photo(100)), await page.upload(photo(100))];
  expect(await page.failure('POST', 'pictures', {})).toEqual([400, 'request-invalid']);
  expect(await page.failure('POST', 'pictures', { selfie })).toEqual([409, 'session-step-wrong']);
  expect(await page.failure('POST', 'pictures', { document, selfie })).toEqual([409, 'session-step-wrong']);
  expect(capture.under.worked).toEqual([]);
});

test('both sides of a document, then a film of what was drawn; what the page says goes along', async () => {
  const seen: unknown[] = [];
  capture.under.script.film = async (request) => {
    seen.push(request.challenge?.nonce);
    return ok(goodVideo(request));
  };
  const [document, documentBack] = [await page.upload(photo(100)), await page.upload(photo(100))];
  await page.call('POST', 'pictures', { document, documentBack });
  expect([...capture.under.files.values()].sort()).toEqual(['document', 'document-back']);
  const { nonce, endsAtMs } = (await page.call('POST', 'challenge', {})).body as { nonce: string; endsAtMs: number };
  const selfie = await page.upload(film(100));
  expect(await page.failure('POST', 'pictures', { selfie })).toEqual([409, 'challenge-wrong']);
  capture.under.clock.nowEpochMs += endsAtMs;
  const capturing = { nonce, source: 'camera', cameraLabel: 'Front camera', recordedMs: endsAtMs };
  expect((await page.call('POST', 'pictures', { selfie, capture: capturing })).body).toMatchObject({
    state: 'finished',
    status: 'DONE',
  });
  expect(seen).toEqual([nonce]);
});

test('a film that comes too soon is refused before it is looked at, and the challenge is gone', async () => {
  await page.call('POST', 'pictures', { document: await page.upload(photo(100)) });
  const { nonce } = (await page.call('POST', 'challenge', {})).body as { nonce: string };
  const selfie = await page.upload(film(100));
  const submission = { selfie, capture: { nonce } };
  expect(await page.failure('POST', 'pictures', submission)).toEqual([409, 'challenge-too-early']);
  expect(await page.failure('POST', 'pictures', submission)).toEqual([409, 'challenge-wrong']);
});

test('the third refusal ends the session, and nothing of a picture stays on its way', async () => {
  page = capture.browser((await capture.link({ scopes: ['liveness'] })).path);
  await page.enter();
  capture.under.script['face-assess'] = async () => ok({ face: { ...goodFace, liveness: notFine }, timings: {} });
  for (const attemptsLeft of [2, 1]) {
    const selfie = await page.upload(photo(100));
    expect((await page.call('POST', 'pictures', { selfie })).body).toMatchObject({
      refusal: 'liveness-failed',
      attemptsLeft,
    });
  }
  await page.upload(photo(100));
  const selfie = await page.upload(photo(100));
  expect((await page.call('POST', 'pictures', { selfie })).body).toMatchObject({ state: 'finished', status: 'FAILED' });
  expect((await page.call('POST', 'pictures', { selfie })).body).toMatchObject({ state: 'finished', status: 'FAILED' });
  expect(capture.under.parts.size).toBe(0);
});

test('who declines leaves nothing on its way', async () => {
  await page.upload(photo(100));
  await page.call('POST', 'decline', {});
  expect(capture.under.parts.size).toBe(0);
});
