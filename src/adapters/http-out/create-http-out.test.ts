import { generate } from 'selfsigned';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseAllowedHosts } from '#adapters/http-out/allowed-hosts.js';
import { createHttpOut } from '#adapters/http-out/create-http-out.js';
import type { ResolveHost } from '#adapters/http-out/guarded-connector.js';
import { hostileUrls } from '#adapters/http-out/hostile-urls.suite.js';
import { refusalDescriptions, type OutgoingRequest } from '#ports/http-out.js';
import {
  startReceiver,
  type LoopbackReceiver,
  type LoopbackReceiverOptions,
} from '../../../test/support/loopback-receiver.js';

const open: LoopbackReceiver[] = [];
async function receiver(options: LoopbackReceiverOptions = {}): Promise<LoopbackReceiver> {
  const started = await startReceiver(options);
  open.push(started);
  return started;
}
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

const allowing = (...parts: string[]) => parseAllowedHosts(parts)!;
const noNames: ResolveHost = async () => [];
const post = (url: string, more: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
  method: 'POST',
  url,
  purpose: 'webhook',
  headers: { 'content-type': 'text/plain' },
  body: 'hello',
  timeoutMs: 5000,
  maxBodyBytes: 10,
  overflow: 'cut',
  ...more,
});

/** Listens on the same port of three loopback addresses. */
async function threeListeners(): Promise<{ port: number; connections: () => number }> {
  for (;;) {
    const first = await receiver();
    try {
      const others = [
        await receiver({ address: '::1', port: first.port }),
        await receiver({ address: '127.0.0.2', port: first.port }),
      ];
      const all = [first, ...others];
      return { port: first.port, connections: () => all.reduce((sum, each) => sum + each.connections(), 0) };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    }
  }
}

describe('hostile addresses', () => {
  let listeners: { port: number; connections: () => number };
  beforeEach(async () => {
    listeners = await threeListeners();
  });

  test(`${hostileUrls.length} of them are refused, and no socket reaches 127.0.0.1, ::1 or 127.0.0.2`, async () => {
    expect(hostileUrls.length).toBeGreaterThanOrEqual(60);
    const httpOut = createHttpOut({ allowed: allowing(), resolve: async () => ['127.0.0.1', '::1', '127.0.0.2'] });
    const told: unknown[] = [];
    for (const [template] of hostileUrls) {
      const url = template.replace('PORT', String(listeners.port));
      const result = await httpOut.request(post(url));
      told.push([template, result.kind === 'refused' ? result.reason : result]);
      const reason = result.kind === 'refused' ? refusalDescriptions[result.reason] : '';
      expect(httpOut.checkTarget(url, 'callback'), template).toEqual({
        ok: false,
        failure: { code: 'url-refused', detail: reason },
      });
    }
    expect(told).toEqual(hostileUrls);
    expect(listeners.connections()).toBe(0);
  });

  test.each([
    ['127.0.0.1'],
    ['::1'],
    ['127.0.0.2'],
    ['::ffff:127.0.0.1'],
    ['10.1.2.3'],
    ['fd00::1'],
    ['fe80::1%lo'],
    ['0.0.0.0'],
    ['::'],
    ['100.64.1.1'],
    ['not an address'],
  ])('a public name that leads to %s is refused', async (address) => {
    const httpOut = createHttpOut({ allowed: allowing(), resolve: async () => [address] });
    const result = await httpOut.request(post(`https://hooks.example:${listeners.port}/`));
    expect(result).toEqual({ kind: 'refused', reason: 'address-not-public' });
    expect(listeners.connections()).toBe(0);
  });

  test('one private address among public ones refuses the name', async () => {
    const httpOut = createHttpOut({ allowed: allowing(), resolve: async () => ['93.184.215.14', '127.0.0.1'] });
    const result = await httpOut.request(post(`https://hooks.example:${listeners.port}/`));
    expect(result).toEqual({ kind: 'refused', reason: 'address-not-public' });
    expect(listeners.connections()).toBe(0);
  });

  test('a redirect into the network is an answer, not followed', async () => {
    const redirecting = await receiver({
      address: '127.0.0.3',
      answer: (_, response) => response.writeHead(307, { location: `http://127.0.0.1:${listeners.port}/` }).end(),
    });
    const httpOut = createHttpOut({ allowed: allowing('127.0.0.3'), resolve: noNames });
    const result = await httpOut.request(post(`http://127.0.0.3:${redirecting.port}/`));
    expect(result).toEqual({ kind: 'answered', status: 307, headers: {}, body: Buffer.alloc(0) });
    expect(listeners.connections()).toBe(0);
  });

  test('metadata services are refused whatever the operator allows', async () => {
    const httpOut = createHttpOut({
      allowed: allowing('0.0.0.0/0', '::/0', 'metadata.google.internal', 'vouched.example'),
      resolve: async () => ['169.254.169.254'],
    });
    for (const host of ['169.254.169.254', '[fd00:ec2::254]', 'metadata.google.internal', 'vouched.example']) {
      expect(await httpOut.request(post(`http://${host}/`)), host).toEqual({ kind: 'refused', reason: 'metadata' });
    }
  });
});

async function certificateOf(name: string): Promise<{ cert: string; key: string }> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: name }] },
    ],
  });
  return { cert, key };
}

test('a name that rebinds is resolved once, reached at the address that was checked, and refused the next time', async () => {
  const tls = await certificateOf('rebind.example');
  const good = await receiver({ address: '127.0.0.2', tls });
  const victim = await receiver({ address: '127.0.0.1', port: good.port, tls });
  const questions: string[] = [];
  const httpOut = createHttpOut({
    allowed: allowing('127.0.0.2/32'),
    certificateAuthorities: tls.cert,
    resolve: async (name) => {
      questions.push(name);
      return questions.length === 1 ? ['127.0.0.2'] : ['127.0.0.1'];
    },
  });
  const url = `https://rebind.example:${good.port}/hook?a=b`;
  expect(await httpOut.request(post(url))).toEqual({
    kind: 'answered',
    status: 204,
    headers: {},
    body: Buffer.alloc(0),
  });
  expect(questions).toEqual(['rebind.example']);
  expect(good.requests).toMatchObject([
    { method: 'POST', path: '/hook?a=b', body: 'hello', serverName: 'rebind.example' },
  ]);
  expect(await httpOut.request(post(url))).toEqual({ kind: 'refused', reason: 'address-not-public' });
  expect(victim.connections()).toBe(0);
});

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
    open.pop();
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

describe('fetch for a client library', () => {
  test('reaches what lies below the base URL, follows nothing, and goes nowhere else', async () => {
    const server = await receiver({
      answer: ({ path }, response) =>
        path.endsWith('/moved')
          ? response.writeHead(302, { location: '/v1/other' }).end()
          : response.end('{"ok":true}'),
    });
    const base = `http://127.0.0.1:${server.port}/v1`;
    const given = createHttpOut({ allowed: allowing('127.0.0.1') }).clientFetch(base);
    if (!given.ok) throw new Error('the base URL is allowed');
    const guarded = given.value;
    const response = await guarded(`${base}/chat`, { method: 'POST', body: '{}' });
    expect(await response.json()).toEqual({ ok: true });
    await expect(guarded(`${base}/moved`)).rejects.toThrow();
    await expect(guarded(`http://127.0.0.1:${server.port}/other`)).rejects.toThrow('outside of the configured');
    await expect(guarded('http://127.0.0.1:1/v1/chat')).rejects.toThrow('outside of the configured');
    expect(server.requests.map(({ path }) => path)).toEqual(['/v1/chat', '/v1/moved']);
  });

  test('a private base URL that the operator does not allow is refused, also behind a name', async () => {
    const server = await receiver();
    const strict = createHttpOut({ allowed: allowing(), resolve: async () => ['127.0.0.1'] });
    expect(strict.clientFetch(`http://127.0.0.1:${server.port}/v1`)).toMatchObject({
      ok: false,
      failure: { code: 'url-refused' },
    });
    const given = strict.clientFetch(`https://models.example:${server.port}/v1`);
    if (!given.ok) throw new Error('the name alone is fine');
    await expect(given.value(`https://models.example:${server.port}/v1/chat`)).rejects.toThrow();
    expect(server.connections()).toBe(0);
  });
});

test.each([['10.0.0.0/33'], ['a b'], ['https://x.example'], ['1.2.3'], ['0x7f.1'], ['-a.example'], ['host:80'], ['']])(
  '%j is no allowed host',
  (part) => {
    expect(parseAllowedHosts([part])).toBeNull();
  },
);
