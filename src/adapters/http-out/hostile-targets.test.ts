import { beforeEach, describe, expect, test } from 'vitest';
import { createHttpOut } from '#adapters/http-out/create-http-out.js';
import { hostileUrls } from '#adapters/http-out/hostile-urls.suite.js';
import { allowing, certificateOf, post, receivers } from '#adapters/http-out/http-out-under-test.suite.js';
import type { ResolveHost } from '#adapters/http-out/resolve-host.js';
import { refusalDescriptions } from '#ports/http-out.js';

const receiver = receivers();
const noNames: ResolveHost = async () => [];

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
