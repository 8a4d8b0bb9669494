import { describe, expect, test } from 'vitest';
import { createHttpOut } from '#adapters/http-out/create-http-out.js';
import { allowing, certificateOf, post, receivers } from '#adapters/http-out/http-out-under-test.suite.js';
import type { ResolveHost } from '#adapters/http-out/resolve-host.js';
import { refusalDescriptions } from '#ports/http-out.js';

const receiver = receivers();
const noNames: ResolveHost = async () => [];

test('TLS: another name, and a certificate that nobody vouches for, are failures', async () => {
  const tls = await certificateOf('right.example');
  const server = await receiver({ tls });
  const resolve: ResolveHost = async () => ['127.0.0.1'];
  const allowed = allowing('127.0.0.1');
  const trusting = createHttpOut({ allowed, resolve, certificateAuthorities: tls.cert });
  const strict = createHttpOut({ allowed, resolve });
  const failed = { kind: 'failed', reason: 'tls' };
  expect(await trusting.request(post(`https://right.example:${server.port}/`))).toMatchObject({ status: 204 });
  expect(await trusting.request(post(`https://wrong.example:${server.port}/`))).toEqual(failed);
  expect(await strict.request(post(`https://right.example:${server.port}/`))).toEqual(failed);
  const plain = await receiver();
  expect(await trusting.request(post(`https://right.example:${plain.port}/`))).toEqual(failed);
});

describe('what comes of a call', () => {
  const httpOut = createHttpOut({ allowed: allowing('127.0.0.0/8', 'hooks'), resolve: async () => ['127.0.0.1'] });

  test('a host that the operator names is reached by http, its address unlisted', async () => {
    const server = await receiver({
      answer: (_, response) => response.writeHead(503, { 'retry-after': '7', 'x-other': 'a' }).end('busy'),
    });
    const named = createHttpOut({ allowed: allowing('hooks'), resolve: async () => ['127.0.0.1'] });
    expect(await named.request(post(`http://hooks:${server.port}/`))).toEqual({
      kind: 'answered',
      status: 503,
      headers: { 'retry-after': '7' },
      body: Buffer.from('busy'),
    });
    expect(await named.request(post(`http://127.0.0.1:${server.port}/`))).toMatchObject({ kind: 'refused' });
  });

  test('names are resolved as this machine does, and the addresses tried in turn', async () => {
    const server = await receiver();
    const system = createHttpOut({ allowed: allowing('localhost') });
    expect(await system.request(post(`http://localhost:${server.port}/`))).toMatchObject({ status: 204 });
    const both = createHttpOut({ allowed: allowing('hooks'), resolve: async () => ['::1', '127.0.0.1'] });
    expect(await both.request(post(`http://hooks:${server.port}/`))).toMatchObject({ status: 204 });
  });

  test('a long answer is cut or refused, and the connection ended', async () => {
    const server = await receiver({
      answer: (_, response) => {
        response.writeHead(200);
        const more = (): boolean => response.write('0123456789abcdef');
        response.on('drain', more);
        while (more());
      },
    });
    const url = `http://127.0.0.1:${server.port}/`;
    expect(await httpOut.request(post(url))).toMatchObject({ kind: 'answered', body: Buffer.from('0123456789') });
    expect(await httpOut.request(post(url, { overflow: 'fail' }))).toEqual({
      kind: 'failed',
      reason: 'response-too-large',
    });
  });

  test.each([
    ['no answer', () => undefined],
    ['an answer without end', (_: unknown, response: { write(text: string): unknown }) => response.write('a')],
  ] as const)('%s ends with the one time limit', async (_, answer) => {
    const server = await receiver({ answer });
    expect(await httpOut.request(post(`http://127.0.0.1:${server.port}/`, { timeoutMs: 100 }))).toEqual({
      kind: 'failed',
      reason: 'timeout',
    });
  });

  test('a resolver that never answers ends with it, too', async () => {
    const stuck = createHttpOut({ allowed: allowing(), resolve: () => new Promise(() => undefined) });
    expect(await stuck.request(post('https://hooks.example/', { timeoutMs: 50 }))).toEqual({
      kind: 'failed',
      reason: 'timeout',
    });
  });

  test('a caller may end it', async () => {
    const stop = new AbortController();
    const server = await receiver({ answer: () => stop.abort() });
    const request = post(`http://127.0.0.1:${server.port}/`, { signal: stop.signal });
    expect(await httpOut.request(request)).toEqual({ kind: 'failed', reason: 'aborted' });
    expect(await httpOut.request(request)).toEqual({ kind: 'failed', reason: 'aborted' });
    expect(server.connections()).toBe(1);
  });

  test('a closed port and an unknown name are told apart', async () => {
    const server = await receiver();
    await server.close();
    expect(await httpOut.request(post(`http://127.0.0.1:${server.port}/`))).toEqual({
      kind: 'failed',
      reason: 'connection',
    });
    const nameless = createHttpOut({ allowed: allowing(), resolve: () => Promise.reject(new Error('ENOTFOUND')) });
    const unknown = { kind: 'failed', reason: 'resolution' };
    expect(await nameless.request(post('https://hooks.example/'))).toEqual(unknown);
    const empty = createHttpOut({ allowed: allowing(), resolve: noNames });
    expect(await empty.request(post('https://hooks.example/'))).toEqual(unknown);
  });

  test('a proxy of the environment is not used', async () => {
    const [server, proxy] = [await receiver(), await receiver()];
    const before = { ...process.env };
    for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'ALL_PROXY']) {
      process.env[name] = `http://127.0.0.1:${proxy.port}`;
    }
    try {
      expect(await httpOut.request(post(`http://127.0.0.1:${server.port}/`))).toMatchObject({ status: 204 });
    } finally {
      process.env = before;
    }
    expect(proxy.connections()).toBe(0);
  });
});

test('pictures come only from hosts that the operator lists', () => {
  const httpOut = createHttpOut({ allowed: allowing('cdn.example', '93.184.215.0/24') });
  expect(httpOut.checkTarget('https://cdn.example/a.jpg', 'image').ok).toBe(true);
  expect(httpOut.checkTarget('https://93.184.215.14/a.jpg', 'image').ok).toBe(true);
  expect(httpOut.checkTarget('https://other.example/a.jpg', 'image')).toEqual({
    ok: false,
    failure: { code: 'url-refused', detail: refusalDescriptions['host-not-listed'] },
  });
});

test.each([
  'https://hooks.example/a/b?c=d#e',
  'https://hooks.example:8443/',
  'HTTPS://Hooks.Example',
  'https://xn--bcher-kva.example/',
  'https://93.184.215.14/',
  'https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/',
  'https://a_b.hooks.example/',
])('%s is a fine target', (url) => {
  expect(createHttpOut({ allowed: allowing() }).checkTarget(url, 'webhook')).toEqual({ ok: true, value: new URL(url) });
});

test('addresses behind NAT64 need the network and the address inside', () => {
  const check = (...parts: string[]) =>
    createHttpOut({ allowed: allowing(...parts) }).checkTarget('https://[64:ff9b::5db8:d70e]/', 'webhook').ok;
  expect([check(), check('64:ff9b::/96')]).toEqual([false, true]);
  const inside = createHttpOut({ allowed: allowing('64:ff9b::/96') });
  expect(inside.checkTarget('https://[64:ff9b::7f00:1]/', 'webhook').ok).toBe(false);
});
