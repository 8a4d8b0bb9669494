import { afterEach, beforeEach, expect, test } from 'vitest';
import { imageLimits } from '#engine/decode/image-limits.js';
import { videoLimits } from '#engine/video/video-limits.js';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import {
  bodyOf,
  jpegOf,
  otherOwner,
  owner,
  publicUrl,
  startFiles,
  testOwner,
  type FilesUnderTest,
} from '#services/files/files-under-test.suite.js';
import type { PresignedUpload, SignedUploadQuery, UploadRequest } from '#services/files/uploads.js';

let under: FilesUnderTest;
beforeEach(async () => {
  under = await startFiles();
});
afterEach(() => under.close());

const jpeg = jpegOf(3000);

function presigned(contentType = 'image/jpeg', sizeBytes = jpeg.length): PresignedUpload {
  const outcome = under.uploads.presign(owner, { contentType, sizeBytes });
  if (!outcome.ok) throw new Error(outcome.failure.code);
  return outcome.value;
}

/** What a client that does all right sends to the address. */
function requestFor({ url, headers }: PresignedUpload, body: Uint8Array = jpeg): UploadRequest {
  const { pathname, searchParams } = new URL(url);
  const value = (name: string): string => searchParams.get(name)!;
  return {
    id: pathname.split('/').at(-1)!,
    query: {
      applicationId: value('application'),
      mode: value('mode') as SignedUploadQuery['mode'],
      contentType: value('type'),
      sizeBytes: Number(value('size')),
      expiresAtEpochMs: Number(value('expires')),
      signature: value('signature'),
    },
    contentType: headers['Content-Type'],
    contentLengthBytes: body.length,
    body: bodyOf(body.subarray(0, 100), body.subarray(100)),
  };
}
const refused = (refusal: string) => ({ status: 'refused', refusal });
const forbidden = { ok: false, failure: { code: 'upload-forbidden' } };

test('what was presigned is sent once and then read by its key', async () => {
  const upload = presigned();
  expect(upload).toEqual({
    key: expect.stringMatching(/^uploads\/[0-9a-f-]{36}\.jpg$/) as string,
    url: expect.stringMatching(
      new RegExp(`^${publicUrl}/uploads/[0-9a-f-]{36}\\?application=app_a&mode=live&type=`),
    ) as string,
    method: 'PUT',
    headers: { 'Content-Type': 'image/jpeg' },
    expiresAtEpochMs: 1_000_000 + 15 * 60_000,
  });
  expect(await under.uploads.read(owner, upload.key)).toEqual(forbidden);
  expect(await under.uploads.receive(requestFor(upload))).toEqual({ status: 'stored', key: upload.key });
  expect(await under.uploads.read(owner, upload.key)).toEqual({ ok: true, value: jpeg });
  expect(await under.uploads.receive(requestFor(upload))).toEqual(refused('used'));
  expect(await under.uploads.read(owner, upload.key)).toEqual({ ok: true, value: jpeg });
  expect(await under.blobNames()).toHaveLength(1);
});

test('of two that are sent at once one is stored', async () => {
  const upload = presigned();
  const receipts = await Promise.all([1, 2, 3].map(() => under.uploads.receive(requestFor(upload))));
  expect(receipts.filter(({ status }) => status === 'stored')).toHaveLength(1);
  expect(receipts.filter((receipt) => receipt.status === 'refused' && receipt.refusal === 'used')).toHaveLength(2);
  expect(await under.blobNames()).toHaveLength(1);
});

test('others, and whoever guesses, are told nothing by a key', async () => {
  const upload = presigned();
  await under.uploads.receive(requestFor(upload));
  for (const stranger of [testOwner, otherOwner]) {
    expect(await under.uploads.read(stranger, upload.key)).toEqual(forbidden);
  }
  const id = /[0-9a-f-]{36}/.exec(upload.key)![0];
  for (const key of ['', 'uploads/', `uploads/${id}`, `uploads/${id}.png`, `uploads/${id}.jpg/`, `x${upload.key}`]) {
    expect(await under.uploads.read(owner, key), key).toEqual(forbidden);
  }
  const media = await under.files.stage(
    { owner, class: 'media', role: 'selfie', contentType: 'image/jpeg', expiresAtEpochMs: null },
    jpeg,
  );
  await media.commit(under.records);
  expect(await under.uploads.read(owner, `uploads/${media.file.id}.jpg`)).toEqual(forbidden);
});

test('a key is good for 24 hours', async () => {
  const upload = presigned();
  await under.uploads.receive(requestFor(upload));
  under.nowEpochMs += 24 * 3_600_000 - 1;
  expect((await under.uploads.read(owner, upload.key)).ok).toBe(true);
  under.nowEpochMs += 1;
  expect(await under.uploads.read(owner, upload.key)).toEqual(forbidden);
});

test('an address is good for 15 minutes', async () => {
  const upload = presigned();
  under.nowEpochMs = upload.expiresAtEpochMs;
  expect(await under.uploads.receive(requestFor(upload))).toEqual(refused('expired'));
});

test.each<[string, (query: SignedUploadQuery) => Partial<SignedUploadQuery>]>([
  ['application', () => ({ applicationId: 'app_b' })],
  ['mode', () => ({ mode: 'test' })],
  ['type', () => ({ contentType: 'image/png' })],
  ['unknown type', () => ({ contentType: 'text/html' })],
  ['size', ({ sizeBytes }) => ({ sizeBytes: sizeBytes + 1 })],
  ['expiry', ({ expiresAtEpochMs }) => ({ expiresAtEpochMs: expiresAtEpochMs + 1 })],
  ['signature', () => ({ signature: 'A'.repeat(43) })],
])('another %s than was signed is forbidden', async (_, change) => {
  const request = requestFor(presigned());
  const query = { ...request.query, ...change(request.query) };
  expect(await under.uploads.receive({ ...request, query })).toEqual(refused('forbidden'));
});

test('the signature of another upload is forbidden', async () => {
  const [first, second] = [requestFor(presigned()), requestFor(presigned())];
  expect(await under.uploads.receive({ ...first, id: second.id })).toEqual(refused('forbidden'));
});

test.each<[string, Partial<UploadRequest>, string]>([
  ['without a length', { contentLengthBytes: null }, 'length-missing'],
  ['with another length', { contentLengthBytes: 2999 }, 'length-different'],
  ['with another type', { contentType: 'image/png' }, 'type-different'],
  ['without a type', { contentType: null }, 'type-different'],
  ['too short', { body: bodyOf(jpeg.subarray(0, 2999)) }, 'incomplete'],
  ['too long', { body: bodyOf(jpeg, Buffer.of(1)) }, 'incomplete'],
  ['with nothing in it', { body: bodyOf() }, 'incomplete'],
  ['that holds a program', { body: bodyOf(Buffer.alloc(3000, '<script>')) }, 'content-different'],
])('a request %s is refused, and may be repeated', async (_, change, refusal) => {
  const upload = presigned();
  expect(await under.uploads.receive({ ...requestFor(upload), ...change })).toEqual(refused(refusal));
  expect(await under.blobNames()).toEqual([]);
  expect(await under.uploads.receive(requestFor(upload))).toEqual({ status: 'stored', key: upload.key });
});

test('a sender that is gone leaves nothing and may come back', async () => {
  const upload = presigned();
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield jpeg.subarray(0, 2000);
    throw new Error('ECONNRESET');
  }
  expect(await under.uploads.receive({ ...requestFor(upload), body: broken() })).toEqual(refused('incomplete'));
  expect(await under.blobNames()).toEqual([]);
  expect(await under.uploads.receive(requestFor(upload))).toEqual({ status: 'stored', key: upload.key });
});

test('a store that fails is no fault of the sender', async () => {
  await under.close();
  const failing = { put: () => Promise.reject(new Error('disk full')), list: async function* () {} };
  under = await startFiles({ blobs: failing as unknown as FilesUnderTest['blobs'] }); // only what is used
  await expect(under.uploads.receive(requestFor(presigned()))).rejects.toThrow('disk full');
});

const ftyp = (brand: string): Buffer =>
  Buffer.concat([Buffer.of(0, 0, 0, 24), Buffer.from(`ftyp${brand}....${brand}mp41`)]);
const padded = (head: Buffer): Buffer => Buffer.concat([head, Buffer.alloc(600)]);
const png = padded(Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a));
const webp = padded(Buffer.from('RIFF....WEBPVP8 '));
const webm = padded(Buffer.concat([Buffer.of(0x1a, 0x45, 0xdf, 0xa3), Buffer.from('....B\u0082webm')]));
const matroska = padded(Buffer.concat([Buffer.of(0x1a, 0x45, 0xdf, 0xa3), Buffer.from('....B\u0082matroska')]));
const [heic, mp4, mov, avif] = ['heic', 'isom', 'qt  ', 'avif'].map((brand) => padded(ftyp(brand))) as [
  Buffer,
  Buffer,
  Buffer,
  Buffer,
];

test.each<[string, string, Buffer, boolean]>([
  ['image/png', 'png', png, true],
  ['image/webp', 'webp', webp, true],
  ['image/heic', 'heic', heic, true],
  ['image/heif', 'heif', heic, true],
  ['video/mp4', 'mp4', mp4, true],
  ['video/quicktime', 'mov', mov, true],
  ['video/webm', 'webm', webm, true],
  ['image/png', 'png', webp, false],
  ['image/heic', 'heic', avif, false],
  ['video/mp4', 'mp4', heic, false],
  ['video/mp4', 'mp4', avif, false],
  ['video/mp4', 'mp4', mov, false],
  ['video/quicktime', 'mov', mp4, false],
  ['video/webm', 'webm', matroska, false],
])('an upload as %s with the ending %s is judged by its bytes', async (contentType, extension, body, right) => {
  const upload = presigned(contentType, body.length);
  expect(upload.key.split('.')[1]).toBe(extension);
  expect(await under.uploads.receive(requestFor(upload, body))).toEqual(
    right ? { status: 'stored', key: upload.key } : refused('content-different'),
  );
});

test.each([
  ['application/pdf', 100, 'image-type-unsupported'],
  ['image/svg+xml', 100, 'image-type-unsupported'],
  ['image/gif', 100, 'image-type-unsupported'],
  ['application/octet-stream', 100, 'image-type-unsupported'],
  ['image/jpeg', 0, 'image-empty'],
  ['image/jpeg', imageLimits.sizeBytes + 1, 'image-too-large'],
  ['video/mp4', videoLimits.sizeBytes + 1, 'image-too-large'],
])('%s of %i bytes is not presigned', (contentType, sizeBytes, code) => {
  expect(under.uploads.presign(owner, { contentType, sizeBytes })).toEqual({ ok: false, failure: { code } });
});

test('the limits themselves are presigned', () => {
  expect(under.uploads.presign(owner, { contentType: 'IMAGE/JPEG', sizeBytes: imageLimits.sizeBytes }).ok).toBe(true);
  expect(under.uploads.presign(owner, { contentType: 'video/mp4', sizeBytes: videoLimits.sizeBytes }).ok).toBe(true);
});

test('pages may send only from origins that the application embeds our pages in', async () => {
  const { id, query } = requestFor(presigned());
  expect(await under.uploads.allowsOrigin(id, query, 'https://shop.example')).toBe(false);
  const sessions = { ...defaultApplicationSettings.sessions, embeddingOrigins: ['https://shop.example/'] };
  await under.records.applications.changeSettings('app_a', { ...defaultApplicationSettings, sessions });
  expect(await under.uploads.allowsOrigin(id, query, 'https://shop.example')).toBe(true);
  expect(await under.uploads.allowsOrigin(id, query, 'https://shop.example.evil')).toBe(false);
  expect(await under.uploads.allowsOrigin(id, query, 'null')).toBe(false);
  expect(await under.uploads.allowsOrigin(id, { ...query, sizeBytes: 1 }, 'https://shop.example')).toBe(false);
});
