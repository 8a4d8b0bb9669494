import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fail } from '#domain/outcome.js';
import { failureAnswerSchema } from '#http/apis/ooto/schema.js';
import {
  blob,
  jpeg,
  pictureForm,
  postTo,
  rightHeaders,
  startHttp,
  type HttpUnderTest,
} from '#http/http-under-test.suite.js';
import { pictureLimitBytes } from '#services/uploaded-picture.js';
import { inShortForm, wholeTest } from '../../../test/support/test-form.js';

let http: HttpUnderTest;
beforeEach(async () => {
  http = await startHttp();
});
afterEach(() => http.app.close());

async function failureOf(response: Response) {
  const { result } = failureAnswerSchema.parse(await response.json());
  return [response.status, result.code, result.field] as const;
}

/** A connection that has sent the head of an upload and the beginning of its part `doc`. */
function beginUpload(contentLength: number): Socket {
  const socket = connect(http.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(
    'POST /api/v1.0/doc/identify HTTP/1.1\r\nHost: x\r\nAPP-ID: app_a\r\nAPP-KEY: right\r\n' +
      `Content-Type: multipart/form-data; boundary=b\r\nContent-Length: ${contentLength}\r\n\r\n` +
      '--b\r\nContent-Disposition: form-data; name="doc"; filename="a"\r\n\r\nabc',
  );
  return socket;
}

/** A multipart body that never ends, and how much of it the server took. */
function endlessPart(name: string): { body: ReadableStream; taken: () => number; type: string } {
  let taken = 0;
  async function* chunks() {
    yield Buffer.from(`--b\r\nContent-Disposition: form-data; name="${name}"; filename="a.jpg"\r\n\r\n`);
    yield jpeg.subarray(0, 4);
    for (;;) {
      taken += 65_536;
      yield Buffer.alloc(65_536);
    }
  }
  return {
    body: Readable.toWeb(Readable.from(chunks())) as ReadableStream,
    taken: () => taken,
    type: 'multipart/form-data; boundary=b',
  };
}

test.each(
  inShortForm(1, [
    ['doc', 'document', pictureLimitBytes],
    ['selfie', 'selfie', 2 * pictureLimitBytes],
    ['other', null, 2 * pictureLimitBytes],
  ] as const),
)('an endless part %j is refused soon after its limit', async (name, subject, limitBytes) => {
  http.answer = async () => fail({ code: 'image-too-large', subject: 'document' });
  const { body, type, taken } = endlessPart(name);
  const response = await postTo(http, body, { ...rightHeaders, 'content-type': type });
  expect(await failureOf(response)).toEqual([400, 4, 'doc']);
  if (subject !== null) expect(http.asked[0]?.[subject]).toMatchObject({ status: 'too-large' });
  // What the client could push also lies in socket buffers of both sides.
  expect(taken()).toBeLessThan(limitBytes + 16 * 1024 * 1024);
});

test('an oversized document ends reading at the limit; the server takes at most 64 kB more', async () => {
  http.answer = async () => fail({ code: 'image-too-large', subject: 'document' });
  let readBytes = 0;
  http.app.server.on('connection', (socket) => {
    socket.on('close', () => (readBytes = socket.bytesRead));
  });
  const socket = beginUpload(10 ** 9);
  const pump = setInterval(() => {
    while (socket.writable && socket.writableLength < 1_000_000) socket.write(Buffer.alloc(65_536, 0xff));
  }, 1);
  const closed = new Promise((resolve) => socket.on('close', resolve));
  const [received] = (await once(socket, 'data')) as [Buffer];
  expect(received.toString()).toMatch(/^HTTP\/1\.1 400 /);
  expect(received.toString()).toContain('"code":4');
  await closed;
  clearInterval(pump);
  while (readBytes === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(readBytes).toBeLessThan(pictureLimitBytes + 64 * 1024 + 4 * 65_536);
});

wholeTest('an oversized selfie that comes first still lets the document’s failure be told', async () => {
  const data = new FormData();
  data.append('selfie', blob(Buffer.concat([jpeg, Buffer.alloc(pictureLimitBytes)])), 's.jpg');
  data.append('doc', blob(Buffer.from('text')), 'd.jpg');
  http.answer = async () => fail({ code: 'image-type-unsupported', subject: 'document' });
  expect(await failureOf(await postTo(http, data))).toEqual([400, 2, 'doc']);
  expect(http.asked[0]).toMatchObject({
    document: { status: 'complete', bytes: Buffer.from('text') },
    selfie: { status: 'too-large' },
  });
});

test('a picture of exactly the limit is taken whole', async () => {
  await postTo(http, pictureForm({ doc: Buffer.alloc(pictureLimitBytes, 1), selfie: jpeg }));
  expect(http.asked[0]?.document.status === 'complete' && http.asked[0].document.bytes.length).toBe(pictureLimitBytes);
  await postTo(http, pictureForm({ doc: Buffer.alloc(pictureLimitBytes + 1, 1), selfie: jpeg }));
  expect(http.asked[1]?.document.status).toBe('too-large');
});

test('a client that goes away in the middle of its upload costs its place only', async () => {
  const socket = beginUpload(100_000);
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(http.asked).toEqual([]);
  const both = await Promise.all([
    postTo(http, pictureForm({ doc: jpeg, selfie: jpeg })),
    postTo(http, pictureForm({ doc: jpeg, selfie: jpeg })),
  ]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
});
