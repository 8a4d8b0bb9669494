import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonLimitBytes } from '#http/uploads/read-json.js';
import { pictureLimitBytes } from '#services/uploaded-picture.js';
import { startSandboxServer, type SandboxServer } from '../support/sandbox-server.js';
import { sendOn, type Taken } from './http/taken-bytes.js';

// Bodies that are too large, too many, too slow: how much of each the server takes before it refuses.
let server: SandboxServer;
let port: number;
beforeAll(async () => {
  server = await startSandboxServer({ realTime: true });
  port = Number(new URL(server.url).port);
});
afterAll(() => server.close());

const megabyte = 1024 * 1024;
const slackBytes = 64 * 1024;
/** What Node reads from a socket at once: the last read may end beyond a limit. */
const oneReadBytes = 64 * 1024;
const chunk = Buffer.alloc(64 * 1024, 65);
/** In the form of Transfer-Encoding: chunked. */
const chunked = Buffer.concat([Buffer.from('10000\r\n'), chunk, Buffer.from('\r\n')]);

const head = (method: string, path: string, ...more: string[]): string => {
  const credentials = Object.entries(server.headers(path)).map(([name, value]) => `${name}: ${value}`);
  return `${[`${method} ${path} HTTP/1.1`, 'Host: x', ...credentials, ...more].join('\r\n')}\r\n\r\n`;
};
const part = (name: string): string => `--b\r\nContent-Disposition: form-data; name="${name}"; filename="a"\r\n\r\n`;

interface Case {
  readonly name: string;
  readonly head: () => string;
  readonly body: Uint8Array;
  readonly limitBytes: number;
  readonly status: readonly number[];
}

const form = 'Content-Type: multipart/form-data; boundary=b';
const json = 'Content-Type: application/json';
const endless = 'Transfer-Encoding: chunked';
const chunkOf = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const roomOfForm = 2 * (pictureLimitBytes + slackBytes);

const cases: readonly Case[] = [
  {
    name: 'JSON that says it is 1 GB',
    head: () => head('POST', '/v1/face/detect', json, `Content-Length: ${1024 * megabyte}`),
    body: chunk,
    limitBytes: 0,
    status: [400, 413],
  },
  {
    name: 'endless JSON',
    head: () => `${head('POST', '/v1/face/detect', json, endless)}${chunkOf('{"image":"')}`,
    body: chunked,
    limitBytes: jsonLimitBytes,
    status: [400, 413],
  },
  {
    name: 'endless JSON to a call of small bodies',
    head: () => `${head('POST', '/api/v2/sessions', json, endless)}${chunkOf('{"a":"')}`,
    body: chunked,
    limitBytes: megabyte,
    status: [413],
  },
  {
    name: 'an endless picture',
    head: () => `${head('POST', '/api/v1.0/doc/identify', form, endless)}${chunkOf(part('doc'))}`,
    body: chunked,
    limitBytes: pictureLimitBytes,
    status: [400],
  },
  {
    name: 'an endless part that nobody asked for',
    head: () => `${head('POST', '/api/v1.0/doc/identify', form, endless)}${chunkOf(part('other'))}`,
    body: chunked,
    limitBytes: roomOfForm,
    status: [400],
  },
  {
    name: 'endless parts',
    head: () => head('POST', '/api/v1.0/doc/identify', form, endless),
    body: Buffer.from(chunkOf(`${part('x')}y\r\n`.repeat(500)), 'latin1'),
    limitBytes: roomOfForm,
    status: [400],
  },
  {
    name: 'an endless header of a part',
    head: () =>
      `${head('POST', '/api/v1.0/doc/identify', form, endless)}${chunkOf('--b\r\nContent-Disposition: form-data; name="')}`,
    body: chunked,
    limitBytes: roomOfForm,
    status: [400],
  },
  {
    name: 'a body without a key',
    head: () =>
      `POST /api/v1.0/doc/identify HTTP/1.1\r\nHost: x\r\n${form}\r\n${endless}\r\n\r\n${chunkOf(part('doc'))}`,
    body: chunked,
    limitBytes: 0,
    status: [401],
  },
];

describe('a body that is refused', () => {
  const rows: string[] = [];
  afterAll(() => void process.stdout.write(`${rows.join('\n')}\n`));

  test.each(cases)('$name: the server takes no more than its limit and 64 kB', async (one) => {
    const before = process.memoryUsage.rss();
    const taken = await sendOn({
      port,
      head: one.head(),
      chunk: one.body,
      mostBytes: one.limitBytes + 64 * megabyte,
      deadlineMs: 30_000,
    });
    // Heads, and what frames the chunks: 9 bytes for each.
    const framingBytes = one.head().length + 9 * Math.ceil(one.limitBytes / chunk.length + 1);
    const beyond = taken.beforeAnswerBytes - framingBytes - one.limitBytes;
    const growth = (process.memoryUsage.rss() - before) / megabyte;
    rows.push(
      `${one.name}: ${taken.status}, ${Math.round(beyond / 1024)} kB read beyond ${one.limitBytes / megabyte} MB, +${growth.toFixed(0)} MB, ${Math.round(taken.ms)} ms`,
    );
    expect(one.status).toContain(taken.status);
    expect(beyond).toBeLessThanOrEqual(slackBytes);
    // So that the answer arrives, as much again is read and thrown away.
    expect(taken.bytes - taken.beforeAnswerBytes).toBeLessThanOrEqual(slackBytes + oneReadBytes);
    expect((await fetch(`${server.url}/livez`)).status).toBe(200);
  });
});

describe('what is compressed is not unpacked', () => {
  test.each(['/api/v2/sessions', '/v1/face/detect', '/api/v1.0/doc/identify'])('%s', async (path) => {
    const response = await fetch(server.url + path, {
      method: 'POST',
      headers: { ...server.headers(path), 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: gzipSync(Buffer.alloc(20 * megabyte, 32)),
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
  });
});

describe('headers', () => {
  const answerTo = (text: string): Promise<Taken> =>
    sendOn({ port, head: text, chunk: new Uint8Array(0), mostBytes: 0, deadlineMs: 10_000 });

  test('a flood of them is cut off with 431 and read no further', async () => {
    const taken = await sendOn({
      port,
      head: 'GET /livez HTTP/1.1\r\nHost: x\r\n',
      chunk: Buffer.from('X-Flood: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n'.repeat(200)),
      mostBytes: 50 * megabyte,
      deadlineMs: 30_000,
    });
    expect(taken.status).toBe(431);
    expect(taken.bytes).toBeLessThanOrEqual(slackBytes + oneReadBytes);
  });

  test('one that is 20 kB long is refused', async () => {
    expect((await answerTo(`GET /livez HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`)).status).toBe(431);
  });

  test('an address that is 15 kB long is answered', async () => {
    expect((await answerTo(`GET /api/v2/${'a'.repeat(15_000)} HTTP/1.1\r\nHost: x\r\n\r\n`)).status).toBe(404);
  });
});

test('a hundred connections that send a byte a second hold up nobody', async () => {
  const sockets = Array.from({ length: 100 }, (_, index) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    // Half of them never end their headers, half never end their bodies.
    socket.write(
      index % 2 === 0
        ? 'GET /livez HTTP/1.1\r\nHost: x\r\nX-Slow: '
        : `${head('POST', '/api/v1.0/doc/identify', form, 'Content-Length: 100000')}${part('doc')}`,
    );
    const timer = setInterval(() => socket.write('a'), 1000);
    socket.once('close', () => clearInterval(timer));
    return socket;
  });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const startedAt = performance.now();
  expect((await fetch(`${server.url}/livez`)).status).toBe(200);
  expect(performance.now() - startedAt).toBeLessThan(2000);
  for (const socket of sockets) socket.destroy();
});
