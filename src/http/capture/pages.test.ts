import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startCapture, type CaptureUnderTest } from '#http/capture/capture-under-test.suite.js';

let capture: CaptureUnderTest;
let directory: string;
beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'bonafide-web-'));
  mkdirSync(path.join(directory, 'assets', 'deeper'), { recursive: true });
  for (const [name, text] of [
    ['index.html', '<!doctype html><script type="module" src="/assets/page-1a2b.js"></script>'],
    ['secret.txt', 'outside of the assets'],
    ['assets/page-1a2b.js', 'plain'],
    ['assets/page-1a2b.js.br', 'brotli'],
    ['assets/page-1a2b.js.gz', 'gzip'],
    ['assets/deeper/model.wasm', 'wasm'],
  ]) {
    writeFileSync(path.join(directory, name!), text!);
  }
  capture = await startCapture({ webDirectory: directory });
});
afterEach(async () => {
  await capture.close();
  rmSync(directory, { recursive: true });
});

/** The address as it is, which `fetch` would tidy up; the body as it came. */
const raw = (at: string, headers: Record<string, string> = {}) =>
  new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    httpRequest({ port: capture.http.port, path: at, headers }, (response) => {
      let body = '';
      response
        .on('data', (chunk) => (body += String(chunk)))
        .on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
    })
      .on('error', reject)
      .end();
  });

const policy = (frameAncestors: string): string =>
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; " +
  "media-src 'self' blob:; connect-src 'self'; font-src 'self'; worker-src 'self' blob:; base-uri 'none'; " +
  `form-action 'none'; frame-ancestors ${frameAncestors}; report-uri /csp-reports`;

test('the page is the same for every token, and opening it changes nothing', async () => {
  const { path: known } = await capture.link();
  const pages = await Promise.all([known, '/flow/unknown', '/verif/unknown'].map((at) => raw(at)));
  for (const { status, headers, body } of pages) {
    expect([status, body]).toEqual([200, expect.stringContaining('/assets/page-1a2b.js')]);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'content-security-policy': policy("'none'"),
    });
    expect(headers['permissions-policy']).toMatch(/^camera=\(self\), .*microphone=\(\)/);
    expect(Object.keys(headers).filter((name) => name.startsWith('cross-origin'))).toEqual([]);
  }
  expect(await capture.browser(known).view()).toMatchObject({ role: 'nobody', status: 'CREATED' });
});

test('only the origins that an application names may frame its pages', async () => {
  await capture.under.store.records.applications.changeSettings('app_a', {
    ...capture.under.settings,
    sessions: {
      ...capture.under.settings.sessions,
      embeddingOrigins: ['https://shop.example/path; script-src *', 'https://other.example:8443'],
    },
  });
  const { headers } = await raw((await capture.link()).path);
  expect(headers['content-security-policy']).toBe(policy('https://shop.example https://other.example:8443'));
  expect(headers['x-frame-options']).toBeUndefined();
  expect((await raw('/flow/unknown')).headers['content-security-policy']).toBe(policy("'none'"));
});

test('assets are served as they were compressed, for ever', async () => {
  const bodies = await Promise.all(
    ['gzip, br;q=0.9', 'gzip', 'br;q=0, gzip;q=0', ''].map(
      async (accept) => (await raw('/assets/page-1a2b.js', { 'accept-encoding': accept })).body,
    ),
  );
  expect(bodies).toEqual(['brotli', 'gzip', 'plain', 'plain']);
  const { headers } = await raw('/assets/page-1a2b.js', { 'accept-encoding': 'br' });
  expect(headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-encoding': 'br',
    'content-length': '6',
    'content-type': 'text/javascript; charset=utf-8',
    vary: 'Accept-Encoding',
  });
  expect(await raw('/assets/deeper/model.wasm')).toMatchObject({ body: 'wasm' });
});

test.each([
  '/assets/../secret.txt',
  '/assets/%2e%2e/secret.txt',
  '/assets/..%2fsecret.txt',
  '/assets/deeper',
  '/assets/',
  '/assets/page-1a2b.js.br',
  '/assets//etc/passwd',
])('nothing but the assets is served: %s', async (at) => {
  expect((await raw(at)).status).toBe(404);
});

test('where the pages are not built a plain page says so', async () => {
  const unbuilt = await startCapture({ webDirectory: path.join(directory, 'nowhere') });
  const answer = await fetch(`${unbuilt.http.origin}/flow/any`);
  expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('npm run build')]);
  await unbuilt.close();
});

test('the look of an application is shown, its logo from this server', async () => {
  const png = Buffer.from('iVBORw0KGgo=', 'base64');
  const pages = {
    productName: 'Shop & Sons',
    accentColour: '#006644',
    logo: `data:image/png;base64,${png.toString('base64')}`,
    privacyUrl: 'https://shop.example/privacy',
    anotherWay: 'Call us.',
  };
  await capture.under.store.records.applications.changeSettings('app_a', { ...capture.under.settings, pages });
  const { path: at } = await capture.link();
  expect((await capture.browser(at).view()).brand).toEqual({ ...pages, logo: `${at}/logo` });
  const logo = await fetch(`${capture.http.origin}${at}/logo`);
  expect([logo.headers.get('content-type'), Buffer.from(await logo.arrayBuffer())]).toEqual(['image/png', png]);
  expect((await raw('/flow/unknown/logo')).status).toBe(404);
});

test('reports of the policy are counted and logged without addresses', async () => {
  const report = (body: string, type = 'application/csp-report') =>
    fetch(`${capture.http.origin}/csp-reports`, { method: 'POST', body, headers: { 'content-type': type } });
  const told = {
    'document-uri': 'https://id.example/flow/secret-token',
    'effective-directive': 'script-src-elem',
    'blocked-uri': 'https://evil.example/x.js?secret',
  };
  expect((await report(JSON.stringify({ 'csp-report': told }))).status).toBe(204);
  expect((await report('{')).status).toBe(400);
  expect((await report(JSON.stringify({ 'csp-report': { 'effective-directive': 'x'.repeat(50) } }))).status).toBe(400);
  expect((await report('x'.repeat(20_000))).status).toBe(413);
  const logged = capture.http.logged();
  const events = logged.split('\n').filter((line) => line.includes('policy-violation'));
  expect(events.map((line) => JSON.parse(line) as object)).toEqual([
    expect.objectContaining({ directive: 'script-src-elem', blocked: 'https', count: 1 }),
  ]);
  expect(logged).not.toMatch(/secret-token|evil\.example/);
  const statuses = [];
  for (let more = 0; more < 20; more += 1) statuses.push((await report('{')).status);
  expect(statuses.at(-1)).toBe(429);
});
