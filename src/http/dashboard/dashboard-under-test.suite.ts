import { dashboardApiPrefix, dashboardHeader } from '#contract/dashboard/call.js';
import { dashboardCalls, type DashboardCallName } from '#contract/dashboard/calls.js';
import type { Grant } from '#domain/user.js';
import { nowEpochMs, startNative, type NativeUnderTest } from '#http/apis/native/native-under-test.suite.js';
import { localIdentity } from '#services/users/user-identity.js';
import { startUserSession } from '#services/users/user-sessions.js';

export interface DashboardAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed where it is JSON, else text. */
  readonly body: never;
}

export interface DashboardSend {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One browser: it keeps its cookie. */
export interface Browser {
  cookie: string | null;
  call(name: DashboardCallName, send?: DashboardSend): Promise<DashboardAnswer>;
}

export interface DashboardUnderTest extends NativeUnderTest {
  readonly clock: { nowEpochMs: number };
  browser(cookie?: string): Browser;
  /** Signed in, without the steps to it. */
  userWith(name: string, grants: readonly Grant[]): Promise<Browser & { readonly id: string }>;
}

/** The dashboard's calls on a real socket, with real services, records and files. */
export async function startDashboard(options: Parameters<typeof startNative>[0] = {}): Promise<DashboardUnderTest> {
  const clock = { nowEpochMs };
  const native = await startNative({ ...options, clock });
  const { records, origin } = native;

  function browser(cookie: string | null = null): Browser {
    const self: Browser = {
      cookie,
      async call(name, { parameters = {}, query, body, headers = {} } = {}) {
        const { method, path, ...described } = dashboardCalls[name];
        const given = { applicationId: 'app_a', mode: 'live', id: 'x', ...parameters };
        const filled = path.replace(/\{(\w+)\}/g, (_, key: keyof typeof given) => encodeURIComponent(given[key]));
        const sent = body ?? ('body' in described ? {} : undefined);
        const response = await fetch(
          `${origin}${dashboardApiPrefix}${filled}${query === undefined ? '' : `?${new URLSearchParams(query).toString()}`}`,
          {
            method,
            redirect: 'manual',
            headers: {
              [dashboardHeader]: '1',
              'sec-fetch-site': 'same-origin',
              ...(self.cookie !== null && { cookie: self.cookie }),
              ...(sent !== undefined && { 'content-type': 'application/json' }),
              ...headers,
            },
            ...(sent !== undefined && { body: JSON.stringify(sent) }),
          },
        );
        for (const set of response.headers.getSetCookie()) {
          const [pair] = set.split(';');
          if (pair!.startsWith('bonafide-user=')) self.cookie = /Max-Age=0/.test(set) ? null : pair!;
        }
        const text = await response.text();
        const isJson = /json/.test(response.headers.get('content-type') ?? '');
        return {
          status: response.status,
          headers: response.headers,
          body: (isJson ? JSON.parse(text) : text) as never,
        };
      },
    };
    return self;
  }

  return {
    ...native,
    clock,
    browser: (cookie) => browser(cookie),
    async userWith(name, grants) {
      const id = `user-${name}`;
      await records.users.add({
        id,
        kind: 'local',
        identity: localIdentity(name),
        createdAtEpochMs: clock.nowEpochMs,
        grants,
        profile: { name, passwordHash: null, totpSecret: null, pendingTotpSecret: null },
      });
      const { secret } = await startUserSession(records, {
        userId: id,
        stage: 'full',
        origin: { browser: null, network: '127.0.0.1' },
        atEpochMs: clock.nowEpochMs,
      });
      return Object.assign(browser(`bonafide-user=${secret}`), { id });
    },
  };
}
