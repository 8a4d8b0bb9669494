import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { InjectOptions } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createMemoryRateLimits } from '#adapters/memory/memory-rate-limits.js';
import { demoAboutSchema, demoAnswerSchema } from '#contract/demo.js';
import { pictureFile, scriptedTasks } from '#http/apis/scripted-pictures.suite.js';
import type { DemoAccess } from '#http/demo/demo-door.js';
import { notExpected, notUsed, startHttp, type HttpUnderTest } from '#http/http-under-test.suite.js';
import { createTakeOfAddress } from '#services/capture/capture-limits.js';
import { createDemonstrate } from '#services/demo/demonstrate.js';
import { createTasksFor } from '#services/sandbox/tasks-for.js';
import { sandboxPicture } from '../../../test/support/sandbox-picture.js';

let directory: string;
let http: HttpUnderTest;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'bonafide-demo-'));
  mkdirSync(path.join(directory, 'assets'));
  writeFileSync(path.join(directory, 'index.html'), '<!doctype html><title>Demo</title>');
  writeFileSync(path.join(directory, 'assets', 'page-1a2b.js'), 'plain');
  mkdirSync(path.join(directory, 'samples'));
  writeFileSync(path.join(directory, 'samples', 'passport-photo.jpg'), 'sample');
  writeFileSync(path.join(directory, 'samples', 'warm-up-document.jpg'), 'no sample of the page');
});
afterEach(async () => {
  await http.app.close();
  rmSync(directory, { recursive: true });
});

const scripts = { front: { portrait: 0 }, stranger: { template: 0.9 }, nobody: { faces: [] }, empty: {} };

async function start(access: DemoAccess | null): Promise<void> {
  const take = createTakeOfAddress({
    rateLimits: createMemoryRateLimits(),
    keyedHash: { digest: (_, text) => Buffer.from(text) },
    now: () => 1,
  });
  http = await startHttp(
    { capture: { submit: notExpected, submitCheck: notExpected, take, canFilm: true } },
    null,
    access === null
      ? undefined
      : {
          access,
          directory,
          samplesDirectory: path.join(directory, 'samples'),
          demonstrate: createDemonstrate({
            tasksFor: createTasksFor(() => scriptedTasks(scripts)),
            videoFrames: notUsed(),
            deadlineMs: 1000,
            now: () => Date.UTC(2011, 0, 1),
          }),
        },
  );
}

const here = { host: 'localhost:8080' };
const fromPage = { ...here, origin: 'http://localhost:8080', 'sec-fetch-site': 'same-origin', 'x-bonafide-demo': '1' };

const get = (url: string, more: Partial<InjectOptions> = {}) =>
  http.app.inject({ url, remoteAddress: '127.0.0.1', headers: here, ...more });

interface Answered {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: object;
}

async function post(parts: Record<string, Uint8Array>, headers: Record<string, string> = fromPage): Promise<Answered> {
  const form = new FormData();
  for (const [name, bytes] of Object.entries(parts)) form.append(name, new Blob([Uint8Array.from(bytes)]), 'a.jpg');
  const body = new Response(form);
  const bytes = Buffer.from(await body.arrayBuffer());
  return new Promise<Answered>((resolve, reject) => {
    const sent = { ...headers, 'content-type': body.headers.get('content-type')!, 'content-length': bytes.length };
    httpRequest({ port: http.port, method: 'POST', path: '/demo/verify', headers: sent }, (response) => {
      let text = '';
      response
        .on('data', (chunk) => (text += String(chunk)))
        .on('end', () =>
          resolve({ status: response.statusCode!, headers: response.headers, body: JSON.parse(text) as object }),
        );
    })
      .on('error', reject)
      .end(bytes);
  });
}

const pair = { documentFront: pictureFile('front'), selfie: pictureFile('selfie') };
const everything = ['/demo', '/demo/about', '/demo/assets/page-1a2b.js', '/demo/samples/passport-photo.jpg'];

describe('who gets it', () => {
  test('switched off there is nothing', async () => {
    await start(null);
    for (const at of everything) expect((await get(at)).statusCode).toBe(404);
    expect((await post(pair)).status).toBe(404);
  });

  test('from this machine all of it is there', async () => {
    await start('this-machine');
    const { statusCode, headers, body } = await get('/demo');
    expect([statusCode, body]).toEqual([200, '<!doctype html><title>Demo</title>']);
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';.* frame-ancestors 'none'; report-uri \/csp-reports$/,
    );
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-frame-options': 'DENY' });
    for (const at of everything) expect((await get(at)).statusCode).toBe(200);
    expect((await get('/demo/samples/warm-up-document.jpg')).statusCode).toBe(404);
    expect(demoAboutSchema.parse((await get('/demo/about')).json())).toMatchObject({
      openTo: 'this-machine',
      samples: ['passport-photo.jpg'],
      limitBytes: { photo: 15_728_640, video: 52_428_800 },
    });
  });

  test.each<[string, Partial<InjectOptions>]>([
    ['a machine of the network', { remoteAddress: '192.168.1.20' }],
    ['a machine of the network, over IPv6', { remoteAddress: '2001:db8::1' }],
    ['a proxy on this machine', { headers: { ...here, 'x-forwarded-for': '203.0.113.9' } }],
    ['a proxy that says so in the standard way', { headers: { ...here, forwarded: 'for=203.0.113.9' } }],
  ])('%s finds no page', async (_, more) => {
    await start('this-machine');
    for (const at of everything) expect((await get(at, more)).statusCode).toBe(404);
  });

  test.each(['evil.example', 'localhost.evil.example', '192.168.1.7:8080', 'a@localhost', 'localhost:99999', ' '])(
    'under the name %o nothing is told, for a name can be made to point here',
    async (host) => {
      await start('this-machine');
      for (const at of everything) expect((await get(at, { headers: { host } })).statusCode).toBe(421);
      expect((await http.app.inject({ method: 'POST', url: '/demo/verify', headers: { host } })).statusCode).toBe(421);
    },
  );

  test.each(['localhost', '127.0.0.1:8080', '[::1]:8080', 'LOCALHOST:1'])('%s is this machine', async (host) => {
    await start('this-machine');
    expect((await get('/demo', { headers: { host } })).statusCode).toBe(200);
  });

  test('switched on it is for anybody, under the public name and addresses', async () => {
    await start('anybody');
    const from = (host: string) => get('/demo', { remoteAddress: '203.0.113.9', headers: { host } });
    for (const host of ['id.example', '192.168.1.7:8443', '[fd00::1]', 'localhost']) {
      expect((await from(host)).statusCode).toBe(200);
    }
    expect((await from('evil.example')).statusCode).toBe(421);
    const proxied = { ...fromPage, host: 'id.example', origin: 'https://id.example', 'x-forwarded-for': '203.0.113.9' };
    expect((await post(pair, proxied)).status).toBe(200);
  });
});

describe('other sites', () => {
  test.each<[string, Record<string, string>]>([
    ['without the header of the page', { ...here, origin: 'http://localhost:8080' }],
    ['of another origin', { ...fromPage, origin: 'https://evil.example' }],
    ['of another port', { ...fromPage, origin: 'http://localhost:3000' }],
    ['that hides its origin', { ...here, 'x-bonafide-demo': '1', origin: 'null' }],
    ['that the browser names', { ...fromPage, 'sec-fetch-site': 'cross-site' }],
  ])('a call %s is refused', async (_, headers) => {
    await start('this-machine');
    expect(await post(pair, headers)).toMatchObject({ status: 400, body: { code: 'request-invalid' } });
  });
});

describe('an answer', () => {
  beforeEach(() => start('this-machine'));

  test('is that of our own API in test mode, and is stored nowhere', async () => {
    const logs = await http.records.audit.logs();
    const answered = await post({ ...pair, documentBack: pictureFile('front') });
    const { verification, ...more } = demoAnswerSchema.parse(answered.body);
    expect(verification).toMatchObject({
      status: 'completed',
      livemode: false,
      decision: 'match',
      files: [],
      injection: { status: 'not-assessed', reason: 'no-capture-session' },
    });
    expect(verification.documentBack).toEqual(verification.document);
    expect(more).toMatchObject({ selfieFrame: null, sandbox: false, scale: { threshold: 0.68 } });
    const owner = { applicationId: 'demo', mode: 'test' } as const;
    expect(await http.records.verifications.find(owner, verification.id)).toBeNull();
    expect(await http.records.verifications.page(owner, { limit: 10, before: null })).toEqual([]);
    expect(await http.records.audit.logs()).toEqual(logs);
  });

  test('tells a stranger, and what the sandbox made up', async () => {
    expect((await post({ ...pair, selfie: pictureFile('stranger') })).body).toMatchObject({
      verification: { decision: 'no-match', reasons: ['similarity-below-review-band'] },
    });
    const named = sandboxPicture('no-match');
    expect((await post({ documentFront: named, selfie: named })).body).toMatchObject({
      sandbox: true,
      verification: { decision: 'no-match', reasons: ['similarity-below-review-band'] },
    });
  });

  test.each<[string, Record<string, Uint8Array>, number, object]>([
    ['no face', { ...pair, selfie: pictureFile('nobody') }, 422, { code: 'face-not-found', subject: 'selfie' }],
    [
      'no portrait',
      { ...pair, documentFront: pictureFile('empty') },
      422,
      { code: 'portrait-not-found', subject: 'document' },
    ],
    ['no document', { selfie: pair.selfie }, 400, { code: 'image-missing', subject: 'document' }],
    ['no selfie', { documentFront: pair.documentFront }, 400, { code: 'image-missing', subject: 'selfie' }],
    ['text', { ...pair, selfie: Buffer.from('text') }, 415, { code: 'image-type-unsupported', subject: 'selfie' }],
    ['another part', { ...pair, more: pair.selfie }, 400, { code: 'request-invalid' }],
    ['picture and film', { ...pair, selfieVideo: pair.selfie }, 400, { code: 'request-invalid' }],
  ])('%s is a problem in words', async (_, parts, status, body) => {
    const answer = await post(parts);
    expect(answer).toMatchObject({ status, body });
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  test('comes so often in a while to one address', async () => {
    const statuses: number[] = [];
    let last: Awaited<ReturnType<typeof post>> | null = null;
    for (let call = 0; call < 21; call += 1) statuses.push((last = await post(pair)).status);
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 429]);
    expect(last).toMatchObject({ headers: { 'retry-after': '2' }, body: { code: 'rate-limited' } });
  });

  test('waits for a server that is ready, and the page is there before', async () => {
    http.state = 'starting';
    expect((await get('/demo')).statusCode).toBe(200);
    expect(await post(pair)).toMatchObject({ status: 503, body: { code: 'not-ready' } });
  });
});
