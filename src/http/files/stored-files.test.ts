import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import { startHttp, type HttpUnderTest } from '#http/http-under-test.suite.js';
import {
  blobFolder,
  jpegOf,
  owner,
  publicUrl,
  startFiles,
  type FilesUnderTest,
} from '#services/files/files-under-test.suite.js';
import type { PresignedUpload } from '#services/files/uploads.js';

// Both routes over a real socket, a real database and a real store.
let under: FilesUnderTest;
let http: HttpUnderTest;
let origin: string;

beforeEach(async () => {
  under = await startFiles();
  http = await startHttp({ files: under.files, uploads: under.uploads });
  origin = http.origin;
});
afterEach(async () => {
  await http.app.close();
  await under.close();
});

const jpeg = jpegOf(300_000);
const here = (url: string): string => url.replace(publicUrl, origin);
function presigned(sizeBytes = jpeg.length): PresignedUpload {
  const outcome = under.uploads.presign(owner, { contentType: 'image/jpeg', sizeBytes });
  if (!outcome.ok) throw new Error(outcome.failure.code);
  return outcome.value;
}
const put = (upload: PresignedUpload, body: Uint8Array = jpeg, headers: Record<string, string> = {}) =>
  fetch(here(upload.url), { method: 'PUT', headers: { ...upload.headers, ...headers }, body: Uint8Array.from(body) });

async function storedFile(content: Uint8Array = jpeg) {
  const staged = await under.files.stage(
    {
      owner,
      class: 'media',
      role: 'selfie',
      contentType: 'image/jpeg',
      expiresAtEpochMs: 5_000_000,
      name: 'v_selfie_1.jpg',
    },
    content,
  );
  await staged.commit(under.records);
  return staged.file;
}

test('a presigned file is sent, once', async () => {
  const upload = presigned();
  const first = await put(upload);
  expect([first.status, await first.json()]).toEqual([200, { key: upload.key }]);
  expect(await under.uploads.read(owner, upload.key)).toEqual({ ok: true, value: jpeg });
  const second = await put(upload);
  expect([second.status, await second.json()]).toEqual([409, { error: 'this upload is there already' }]);
});

test.each<[string, (upload: PresignedUpload) => Promise<Response>, number, string]>([
  [
    'an altered address',
    (u) => put({ ...u, url: u.url.replace('app_a', 'app_b') }),
    403,
    'the address is not signed for this upload',
  ],
  [
    'an address without its query',
    (u) => put({ ...u, url: u.url.split('?')[0]! }),
    403,
    'the address is not signed for this upload',
  ],
  ['another length', (u) => put(u, jpeg.subarray(1)), 400, 'Content-Length is not the size that was asked for'],
  [
    'another type',
    (u) => put({ ...u, headers: { 'Content-Type': 'image/png' } }),
    415,
    'Content-Type is not the type that was asked for',
  ],
  [
    'no picture',
    (u) => put(u, Buffer.alloc(jpeg.length, '<html>')),
    415,
    'the content is not of the type that was asked for',
  ],
])('%s is refused, and the right file may follow', async (_, send, status, error) => {
  const upload = presigned();
  const answer = await send(upload);
  expect([answer.status, await answer.json()]).toEqual([status, { error }]);
  expect((await put(upload)).status).toBe(200);
});

/** A request that is not finished. */
function beginSending(upload: PresignedUpload, headers: Record<string, string | number>) {
  const request = httpRequest(here(upload.url), { method: 'PUT', headers: { ...upload.headers, ...headers } });
  request.on('error', () => undefined);
  return request;
}

test('a body without a length is refused', async () => {
  const request = beginSending(presigned(), { 'transfer-encoding': 'chunked' });
  request.write(jpeg);
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  request.destroy();
  expect(answer.statusCode).toBe(411);
});

test('a sender that goes away leaves nothing and may come back', async () => {
  const upload = presigned();
  const unfinished = path.join(under.directory, 'blobs', '.unfinished');
  const begun = (): number => (existsSync(unfinished) ? readdirSync(unfinished).length : 0);
  const request = beginSending(upload, { 'content-length': jpeg.length });
  request.write(jpeg.subarray(0, 200_000));
  await expect.poll(begun).toBe(1);
  request.destroy();
  await expect.poll(begun).toBe(0);
  expect(await under.blobNames()).toEqual([]);
  expect((await put(upload)).status).toBe(200);
});

test('browsers are let through from the origins of the application only', async () => {
  const upload = presigned();
  const sessions = { ...defaultApplicationSettings.sessions, embeddingOrigins: ['https://shop.example'] };
  await under.records.applications.changeSettings('app_a', { ...defaultApplicationSettings, sessions });
  const preflight = (from: string, url = upload.url) =>
    fetch(here(url), { method: 'OPTIONS', headers: { origin: from, 'access-control-request-method': 'PUT' } });
  const corsOf = ({ status, headers }: Response) => ({
    status,
    origin: headers.get('access-control-allow-origin'),
    methods: headers.get('access-control-allow-methods'),
    headers: headers.get('access-control-allow-headers'),
    vary: headers.get('vary'),
  });
  expect(corsOf(await preflight('https://shop.example'))).toEqual({
    status: 204,
    origin: 'https://shop.example',
    methods: 'PUT',
    headers: 'content-type',
    vary: 'Origin',
  });
  const none = { status: 403, origin: null, methods: null, headers: null, vary: 'Origin' };
  expect(corsOf(await preflight('https://evil.example'))).toEqual(none);
  expect(corsOf(await preflight('https://shop.example', upload.url.replace('size=', 'size=1')))).toEqual(none);
  const sent = await put(upload, jpeg, { origin: 'https://shop.example' });
  expect(corsOf(sent)).toMatchObject({ status: 200, origin: 'https://shop.example' });
  const again = await put(upload, jpeg, { origin: 'https://shop.example' });
  expect(corsOf(again)).toMatchObject({ status: 409, origin: 'https://shop.example' });
  const stranger = await put(presigned(), jpeg, { origin: 'https://evil.example' });
  expect(corsOf(stranger)).toMatchObject({ status: 200, origin: null });
});

test('a signed address gives the file', async () => {
  const file = await storedFile();
  const answer = await fetch(here(under.files.signedUrl(file, 4_000_000)));
  expect(answer.status).toBe(200);
  expect(Buffer.from(await answer.arrayBuffer()).equals(jpeg)).toBe(true);
  const header = (name: string) => answer.headers.get(name);
  expect(
    ['content-type', 'content-length', 'content-disposition', 'cache-control', 'x-content-type-options'].map(header),
  ).toEqual(['image/jpeg', '300000', 'inline; filename="v_selfie_1.jpg"', 'no-store', 'nosniff']);
});

test('wrong, expired and empty signatures are 403, a deleted or expired file is 410', async () => {
  const file = await storedFile();
  const url = here(under.files.signedUrl(file, 9_000_000));
  const status = async (address: string) => {
    const answer = await fetch(address);
    await answer.arrayBuffer();
    return answer.status;
  };
  expect(await status(url.replace('signature=', 'signature=A'))).toBe(403);
  expect(await status(url.replace('mode=live', 'mode=test'))).toBe(403);
  expect(await status(url.split('?')[0]!)).toBe(403);
  expect(await status(url.replace(file.id, 'x'))).toBe(403);
  expect(await status(here(under.files.signedUrl(file, under.nowEpochMs)))).toBe(403);
  under.nowEpochMs = 5_000_000;
  expect(await status(url)).toBe(410);
  under.nowEpochMs = 1_000_000;
  expect(await status(url)).toBe(200);
  await under.files.delete(owner, { fileId: file.id });
  expect(await status(url)).toBe(410);
});

test('a file whose bytes were altered is a fault, told before anything was given out', async () => {
  const file = await storedFile();
  const found = await under.records.files.findWithPlace(owner, file.id);
  const key = `${blobFolder}/${found!.place.blobName}`;
  const other = await storedFile();
  const otherKey = (await under.blobNames()).find((name) => name !== key)!;
  await under.blobs.delete(key);
  await under.blobs.put(key, (await under.blobs.get(otherKey))!);
  const answer = await fetch(here(under.files.signedUrl(file, 4_000_000)));
  expect([answer.status, await answer.json()]).toEqual([500, { error: 'internal error' }]);
  const sound = await fetch(here(under.files.signedUrl(other, 4_000_000)));
  expect((await sound.arrayBuffer()).byteLength).toBe(jpeg.length);
});

test('many readers at once, some of whom leave early, do not disturb each other', async () => {
  const file = await storedFile(jpegOf(3_000_000));
  const url = here(under.files.signedUrl(file, 4_000_000));
  const read = await Promise.all(
    Array.from({ length: 12 }, async (_, i) => {
      if (i % 3 !== 0) return (await (await fetch(url)).arrayBuffer()).byteLength;
      const [answer] = (await once(httpRequest(url, { agent: false }).end(), 'response')) as [IncomingMessage];
      answer.destroy();
      return 3_000_000;
    }),
  );
  expect(read).toEqual(Array.from({ length: 12 }, () => 3_000_000));
});

test('neither signatures nor ids reach the log', async () => {
  const upload = presigned();
  await put(upload);
  const file = await storedFile();
  const url = under.files.signedUrl(file, 4_000_000);
  await (await fetch(here(url))).arrayBuffer();
  await expect
    .poll(
      () =>
        http
          .logged()
          .split('\n')
          .filter((line) => line.includes('"event":"request"')).length,
    )
    .toBe(2);
  expect(http.logged()).toContain('"route":"/uploads/:id"');
  expect(http.logged()).toContain('"route":"/files/:id"');
  for (const secret of [new URL(url).searchParams.get('signature')!, file.id, upload.key.slice(8, 20), 'signature']) {
    expect(http.logged().includes(secret), secret).toBe(false);
  }
});

test('while the server starts or stops nothing is taken', async () => {
  http.state = 'draining';
  const upload = presigned();
  const answer = await put(upload);
  expect([answer.status, answer.headers.get('retry-after'), await answer.json()]).toEqual([
    503,
    '5',
    { error: 'not ready' },
  ]);
});
