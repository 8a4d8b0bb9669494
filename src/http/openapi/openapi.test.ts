import { Validator } from '@seriousme/openapi-schema-validator';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { failureDescriptions, type FailureCode } from '#domain/failure.js';
import { nativeDescription } from '#http/apis/native/description.js';
import { toProblem } from '#http/apis/native/failures.js';
import { startHttp, type HttpUnderTest } from '#http/http-under-test.suite.js';

let http: HttpUnderTest;
beforeEach(async () => {
  http = await startHttp();
});
afterEach(() => http.app.close());

interface OpenApi {
  readonly openapi: string;
  readonly servers: unknown;
  readonly paths: Record<string, Record<string, { operationId: string; security: unknown[] }>>;
}

const document = async (): Promise<OpenApi> => (await (await fetch(`${http.origin}/openapi.json`)).json()) as OpenApi;

test('the document is valid OpenAPI 3.1 and names this server', async () => {
  const told = await document();
  expect(await new Validator().validate({ ...told })).toEqual({ valid: true });
  expect(told).toMatchObject({ openapi: '3.1.0', servers: [{ url: 'https://id.example' }] });
  const ids = Object.values(told.paths).flatMap((methods) => Object.values(methods).map((one) => one.operationId));
  expect(new Set(ids).size).toBe(ids.length);
});

/** Addresses that no dialect has: health, the documents themselves, and those that are only handed out signed. */
const others = [
  '/livez',
  '/readyz',
  '/openapi.json',
  '/docs',
  '/docs/style.css',
  '/uploads/:id',
  '/files/:id',
  '/assets/*',
  '/embed.js',
  '/csp-reports',
];

test('every route is described, and everything described is a route', async () => {
  const { paths } = await document();
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const routes = http.routes
    .filter(({ method, url }) => method !== 'HEAD' && method !== 'OPTIONS' && !others.includes(url))
    // What a page says to its own server is told by `#contract/capture.js` and `#contract/dashboard/calls.js`.
    .filter(({ url }) => !/^\/((flow|verif)\/:token|dashboard(\/|$))/.test(url))
    .map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`);
  expect(described.sort()).toEqual(routes.sort());
});

test('the readable page has every call, and no script', async () => {
  const response = await fetch(`${http.origin}/docs`);
  const page = await response.text();
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page).not.toMatch(/<script|style=|onclick/);
  for (const path of Object.keys((await document()).paths)) expect(page).toContain(`<code>${path}</code>`);
  const style = await fetch(`${http.origin}/docs/style.css`);
  expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
});

test('a status that a failure of our own API may have is described', () => {
  const { failures } = nativeDescription([]);
  const statuses = (Object.keys(failureDescriptions) as FailureCode[]).map((code) => toProblem({ code }, '').status); // the registry's own keys
  expect([...new Set(statuses)].sort()).toEqual(Object.keys(failures).map(Number).sort());
});
