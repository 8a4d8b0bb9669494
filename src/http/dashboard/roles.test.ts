import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DashboardAccess } from '#contract/dashboard/call.js';
import { dashboardCalls, type DashboardCallName } from '#contract/dashboard/calls.js';
import type { Grant } from '#domain/user.js';
import { startDashboard, type Browser, type DashboardUnderTest } from '#http/dashboard/dashboard-under-test.suite.js';

const names = Object.keys(dashboardCalls) as DashboardCallName[]; // Object.keys loses the key type

const at = (applicationId: string | null, role: Grant['role']): Grant[] => [{ applicationId, role }];
const people = {
  viewer: at('app_a', 'viewer'),
  reviewer: at('app_a', 'reviewer'),
  admin: at('app_a', 'admin'),
  'admin of another application': at('app_b', 'admin'),
  'admin of all': at(null, 'admin'),
  'reviewer of all': at(null, 'reviewer'),
} as const;
type Person = keyof typeof people | 'anonymous' | 'half signed in';

/** Who may make calls of each kind: stands here once more, by hand, against the server's own reading of the table. */
const allowed: Record<DashboardAccess, readonly Person[]> = {
  anybody: ['anonymous', 'half signed in', ...(Object.keys(people) as (keyof typeof people)[])], // as above
  'signing-in': ['half signed in', ...(Object.keys(people) as (keyof typeof people)[])], // as above
  'signed-in': Object.keys(people) as (keyof typeof people)[], // as above
  viewer: ['viewer', 'reviewer', 'admin', 'admin of all', 'reviewer of all'],
  reviewer: ['reviewer', 'admin', 'admin of all', 'reviewer of all'],
  admin: ['admin', 'admin of all'],
  'installation-admin': ['admin of all'],
};

let under: DashboardUnderTest;
const browsers = new Map<Person, Browser>();
beforeAll(async () => {
  under = await startDashboard();
  browsers.set('anonymous', under.browser());
  for (const [person, grants] of Object.entries(people)) {
    browsers.set(person as Person, await under.userWith(person.replaceAll(' ', '-'), grants)); // as above
  }
  await under.records.users.addSession(
    {
      id: 'half',
      userId: 'user-viewer',
      stage: 'code',
      createdAtEpochMs: under.clock.nowEpochMs,
      lastSeenAtEpochMs: under.clock.nowEpochMs,
      expiresAtEpochMs: under.clock.nowEpochMs + 60_000,
      origin: { browser: null, network: null },
    },
    'half-secret',
  );
  browsers.set('half signed in', under.browser('bonafide-user=half-secret'));
});
afterAll(() => under.close());

/** A body and a query that nothing takes: who may call is told what is wrong with them, and nothing is done. */
const nothingValid = { body: { 'no such field': 1 } };

describe.each(['anonymous', 'half signed in', ...Object.keys(people)] as Person[])('%s', (person) => {
  test.each(names)('%s', async (name) => {
    const { access, path, ...described } = dashboardCalls[name];
    const send = 'body' in described ? nothingValid : {};
    const { status, body } = await browsers.get(person)!.call(name, send);
    const { code } = (status < 400 ? { code: null } : body) as { readonly code: string | null };
    const refusals = ['sign-in-required', 'role-insufficient', 'origin-refused'];
    if (allowed[access].includes(person)) {
      // Some calls ask for a later step of signing in than this browser stands at.
      if (access !== 'signing-in') expect(refusals).not.toContain(code);
      return;
    }
    if (person === 'anonymous' || person === 'half signed in') {
      expect([status, code]).toEqual([401, 'sign-in-required']);
    } else if (
      person === 'admin of another application' &&
      path.includes('{applicationId}') &&
      access !== 'installation-admin'
    ) {
      expect([status, code]).toEqual([404, 'not-found']);
    } else {
      expect([status, code]).toEqual([403, 'role-insufficient']);
    }
  });
});

test.each(names.filter((name) => dashboardCalls[name].method !== 'GET'))(
  '%s is refused to pages of other sites, and without the header',
  async (name) => {
    const browser = browsers.get('admin of all')!;
    const wrong: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { 'x-bonafide-dashboard': '' },
    ];
    for (const headers of wrong) {
      const { status, body } = await browser.call(name, { headers, body: undefined });
      expect([status, (body as { code: string }).code]).toEqual([403, 'origin-refused']);
    }
  },
);

test('another application, and another mode, of a path that is none are unknown', async () => {
  const browser = browsers.get('admin of all')!;
  const unknown: Record<string, string>[] = [
    { applicationId: 'app_x' },
    { mode: 'dead' },
    { applicationId: '../users' },
  ];
  for (const parameters of unknown) {
    expect((await browser.call('verifications', { parameters })).status).toBe(404);
  }
});
