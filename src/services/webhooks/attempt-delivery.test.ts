import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHttpOut } from '#adapters/http-out/create-http-out.js';
import { allowing, receivers } from '#adapters/http-out/http-out-under-test.suite.js';
import {
  addressOf,
  allTypes,
  makeWebhooks,
  owner,
  type WebhooksUnderTest,
} from '#services/webhooks/webhooks-under-test.suite.js';

const receiver = receivers();
let under: WebhooksUnderTest;
beforeEach(async () => {
  under = await makeWebhooks();
});
afterEach(() => under.close());

test('Retry-After moves the next attempt to at most twice its time', async () => {
  const at = await receiver({ answer: (_, response) => response.writeHead(429, { 'retry-after': '8' }).end() });
  await under.subscribe(at);
  await under.publish();
  await under.runAll(1);
  expect((await under.only()).delivery.nextAttemptAtEpochMs).toBe(under.clock.nowEpochMs + 8000);
});

test('a redirect is not followed', async () => {
  const elsewhere = await receiver();
  const at = await receiver({
    answer: (_, response) => response.writeHead(302, { location: addressOf(elsewhere) }).end(),
  });
  await under.subscribe(at);
  await under.publish();
  await under.runAll(1);
  expect((await under.only()).attempts[0]!.outcome).toMatchObject({ status: 302, failure: 'redirect' });
  expect(elsewhere.connections()).toBe(0);
});

test('of a long answer the first bytes are kept, and its status counts', async () => {
  const at = await receiver({ answer: (_, response) => response.end('long '.repeat(100_000)) });
  await under.subscribe(at);
  await under.publish();
  await under.runAll();
  const { delivery, attempts } = await under.only();
  expect(delivery.state).toBe('delivered');
  expect(attempts[0]!.outcome.answerHead).toBe('long '.repeat(103).slice(0, 512));
});

test('a receiver that speaks no TLS, or is not there, is a failed attempt', async () => {
  const at = await receiver();
  const request = { format: 'native', eventTypes: allTypes } as const;
  await under.endpoints.create(owner, { ...request, url: `https://127.0.0.1:${at.port}/` });
  await under.publish();
  await under.runAll(1);
  await at.close();
  expect((await under.only()).attempts[0]!.outcome).toMatchObject({ status: null, failure: 'tls' });
  await under.runAll(1);
  expect((await under.only()).attempts[1]!.outcome).toMatchObject({ status: null, failure: 'connection' });
});

test('a receiver that is slower than ten seconds has failed', async () => {
  const at = await receiver({ answer: () => undefined });
  const real = createHttpOut({ allowed: allowing('127.0.0.1') });
  const limits: number[] = [];
  await under.close();
  under = await makeWebhooks({
    httpOut: {
      ...real,
      request: (request) => {
        limits.push(request.timeoutMs);
        return real.request({ ...request, timeoutMs: 50 });
      },
    },
  });
  await under.subscribe(at);
  await under.publish();
  await under.runAll(1);
  expect((await under.only()).attempts[0]!.outcome).toMatchObject({ status: null, failure: 'timeout' });
  expect(limits).toEqual([10_000]);
});

describe('a target that may not be called', () => {
  test('is refused when it is given', async () => {
    const given = await under.endpoints.create(owner, {
      url: 'https://10.0.0.1/',
      format: 'native',
      eventTypes: allTypes,
    });
    expect(given).toMatchObject({ ok: false, failure: { code: 'url-refused' } });
  });

  test('and blocked at each attempt, which is logged and tried again', async () => {
    await under.publish({ callback: { url: 'https://169.254.169.254/latest', format: 'native' } });
    await under.runAll(2);
    const { delivery, attempts } = await under.only();
    expect(delivery).toMatchObject({ state: 'pending', reason: 'url-refused', attempts: 2 });
    expect(attempts[0]!.outcome).toEqual({
      status: null,
      durationMs: expect.any(Number) as number,
      failure: 'url-refused',
      answerHead: '',
    });
  });
});
