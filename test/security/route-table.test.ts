import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { DashboardCall } from '#contract/dashboard/call.js';
import { dashboardCalls } from '#contract/dashboard/calls.js';
import { clearConsentDescription } from '#http/apis/clearconsent/description.js';
import { deepidvDescription } from '#http/apis/deepidv/description.js';
import { ootoDescription } from '#http/apis/ooto/description.js';
import { trustmaticDescription } from '#http/apis/trustmatic/description.js';
import { packageRoot } from '#engine/models/package-root.js';
import { routesPage } from '../support/security/routes-page.js';
import { routeAccess } from '../support/security/route-access.js';
import { startSecurityServer, type SecurityServer } from '../support/security/security-server.js';

let server: SecurityServer;
beforeAll(async () => {
  server = await startSecurityServer();
});
afterAll(() => server.close());

const nameOf = ({ method, url }: { method: string; url: string }): string => `${method} ${url}`;
const known = (): string[] => Object.keys(routeAccess);

test('every registered route is classified: a new one has to be added to route-access.ts', () => {
  const registered = [...new Set(server.routes.map(nameOf))];
  expect(registered.filter((name) => !known().includes(name))).toEqual([]);
  expect(known().filter((name) => !registered.includes(name))).toEqual([]);
});

test('every parameter that holds an id says whose', () => {
  const places = ['applicationId', 'mode', 'part'];
  const unclassified = Object.entries(routeAccess).flatMap(([name, { access, ids }]) =>
    [...name.matchAll(/:(\w+)/g)]
      .map(([, parameter]) => parameter!)
      .filter((parameter) => access.kind !== 'nobody' && !places.includes(parameter) && !(parameter in ids))
      .map((parameter) => `${name}: ${parameter}`),
  );
  // Of users and of their own sessions: no application owns them; roles.test.ts and sign-in.test.ts.
  expect(unclassified).toEqual([
    'DELETE /dashboard/api/account/sessions/:id: id',
    'PATCH /dashboard/api/users/:id: id',
    'POST /dashboard/api/users/:id/reset: id',
    'POST /dashboard/api/users/:id/sign-out: id',
  ]);
});

test('what OpenAPI promises of a call is what the route asks', async () => {
  const document = JSON.parse((await server.send({ method: 'GET', path: '/openapi.json' })).text) as {
    paths: Record<string, Record<string, { description?: string; summary: string }>>;
  };
  const described = [ootoDescription, deepidvDescription, trustmaticDescription, clearConsentDescription].flatMap(
    ({ operations }) =>
      operations.map(({ method, path: at, scope }) => [`${method} ${at.replace(/\{(\w+)\}/g, ':$1')}`, scope] as const),
  );
  for (const [name, scope] of described) {
    const { access } = routeAccess[name]!;
    expect([name, access.kind === 'key' && access.scopes.includes(scope!)]).toEqual([name, true]);
  }
  const inDocument = Object.entries(document.paths).flatMap(([at, calls]) =>
    Object.keys(calls).map((method) => `${method.toUpperCase()} ${at.replace(/\{(\w+)\}/g, ':$1')}`),
  );
  const withKeys = known().filter((name) => routeAccess[name]!.access.kind === 'key');
  expect(withKeys.filter((name) => !inDocument.includes(name))).toEqual([]);
});

/** What a query or a body may name of an application's things, and where that is tried with those of a stranger. */
const namedElsewhere: Readonly<Record<string, string>> = {
  cursor: 'isolation.test.ts: lists',
  endpointId: 'isolation.test.ts: deliveries',
  search: 'isolation.test.ts: a search of the dashboard',
  templateId: 'isolation.test.ts: enrolling; keys.test.ts: delete',
  userIdentifier: 'isolation.test.ts: erasing the person of a stranger',
  actorId: 'isolation.test.ts: the audit log is that of the own application',
  applicationId: 'roles.test.ts: who grants has to be an admin of all applications',
  // Words of the caller's own, that name nothing here.
  externalId: '',
  workflowId: '',
  sessionId: '',
  user_identifier: '',
  user_id: '',
  // Credentials.
  api_key: 'keys.test.ts',
  token: 'links.test.ts; sign-in.test.ts: set-up links',
};

test('every field of a query or a body that names a thing is known', async () => {
  const document: unknown = JSON.parse((await server.send({ method: 'GET', path: '/openapi.json' })).text);
  const names = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, part] of Object.entries(value)) {
      // Of answers nothing is named.
      if (name === 'responses' || name === 'securitySchemes') continue;
      if (name === 'properties' && typeof part === 'object')
        Object.keys(part as object).forEach((one) => names.add(one));
      if (name === 'name' && (value as { in?: unknown }).in === 'query') names.add(String(part));
      collect(part);
    }
  };
  const { paths, components } = document as { paths: unknown; components: { schemas: Record<string, unknown> } };
  const referred = new Set(
    [...JSON.stringify(withoutAnswers(paths)).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, one]) => one!),
  );
  collect(paths);
  for (const one of referred) collect(components.schemas[one]);
  for (const { query, body } of Object.values(dashboardCalls) as DashboardCall[]) {
    for (const schema of [query, body])
      if (schema !== undefined) collect(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  }
  const naming = [...names].filter((name) => /(^|[a-z_])(id|ids|key|keys|cursor|identifier|token|search)$/i.test(name));
  expect(naming.sort()).toEqual(Object.keys(namedElsewhere).sort());
});

const withoutAnswers = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (name, part: unknown) => (name === 'responses' ? undefined : part)));

// Written anew by `-u`.
test('docs/security/routes.md tells of exactly these routes', async () => {
  await expect(await routesPage(server.routes)).toMatchFileSnapshot(path.join(packageRoot, 'docs/security/routes.md'));
});
