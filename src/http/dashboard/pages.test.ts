import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dashboardPages } from '#http/dashboard/pages.js';

let directory: string;
const app = Fastify();
let publicUrl = 'https://id.example';

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'bonafide-pages-'));
  mkdirSync(path.join(directory, 'assets'));
  writeFileSync(
    path.join(directory, 'index.html'),
    '<!doctype html>the page<script src="./assets/index-1.js"></script>',
  );
  writeFileSync(path.join(directory, 'assets', 'index-1.js'), 'code');
  writeFileSync(path.join(directory, 'secret.js'), 'beside the assets');
  await app.register(dashboardPages({ dashboardDirectory: directory, publicUrl: () => publicUrl }), {
    prefix: '/dashboard',
  });
});
afterAll(async () => {
  await app.close();
  rmSync(directory, { recursive: true });
});

test.each(['/dashboard', '/dashboard/', '/dashboard/a/app_1/live/review/1?x=1'])('%s is the one page', async (url) => {
  const { statusCode, headers, body } = await app.inject(url);
  expect([statusCode, headers['content-type'], body]).toEqual([
    200,
    'text/html; charset=utf-8',
    '<!doctype html>the page<script src="/dashboard/assets/index-1.js"></script>',
  ]);
  const policy = String(headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
  expect(policy).not.toContain('unsafe');
});

test('files of the page are served by their exact names alone', async () => {
  const script = await app.inject('/dashboard/assets/index-1.js');
  expect([script.statusCode, script.headers['content-type'], script.body]).toEqual([
    200,
    'text/javascript; charset=utf-8',
    'code',
  ]);
  expect(script.headers['cache-control']).toContain('immutable');
  for (const name of ['../secret.js', '..%2Fsecret.js', 'index-2.js', '']) {
    const { body } = await app.inject(`/dashboard/assets/${name}`);
    expect(body === '{"error":"not found"}' || body.startsWith('<!doctype html>the page')).toBe(true);
  }
});

test('where the public address has a path, files and reports are asked for below it', async () => {
  publicUrl = 'https://id.example/verify';
  const { headers, body } = await app.inject('/dashboard');
  publicUrl = 'https://id.example';
  expect(body).toContain('src="/verify/dashboard/assets/index-1.js"');
  expect(headers['content-security-policy']).toContain('report-uri /verify/csp-reports');
});

test('without built pages it says so', async () => {
  const bare = Fastify();
  await bare.register(dashboardPages({ dashboardDirectory: null, publicUrl: () => 'https://id.example' }), {
    prefix: '/dashboard',
  });
  expect((await bare.inject('/dashboard/')).statusCode).toBe(503);
  await bare.close();
});
