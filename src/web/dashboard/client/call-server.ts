import { dashboardHeader, type DashboardCall } from '#contract/dashboard/call.js';
import {
  dashboardCalls,
  type DashboardAnswer,
  type DashboardBody,
  type DashboardCallName,
  type DashboardCalls,
  type DashboardQuery,
} from '#contract/dashboard/calls.js';
import { dashboardProblemSchema } from '#contract/dashboard/problem.js';
import { pageRoot } from '#web/page-root.js';
import type { Answered, Trouble } from '#web/dashboard/client/answered.js';

type ParameterOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterOf<Rest>
  : never;
type ParametersOf<Name extends DashboardCallName> = ParameterOf<DashboardCalls[Name]['path']>;

/** What a call is sent: only the parts that the table gives it. */
export type Said<Name extends DashboardCallName> = ([ParametersOf<Name>] extends [never]
  ? unknown
  : { readonly path: Readonly<Record<ParametersOf<Name>, string>> }) &
  (DashboardQuery<Name> extends undefined ? unknown : { readonly query?: DashboardQuery<Name> }) &
  (DashboardBody<Name> extends undefined ? unknown : { readonly body: DashboardBody<Name> });

/** The parts of any call, as the code below treats them. */
interface AnySaid {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** Where a call lies, its query included: also for `<img src>` and links that download. */
export function addressOf<Name extends DashboardCallName>(name: Name, said: Said<Name>): string {
  const { path = {}, query = {} } = said as AnySaid; // TypeScript does not see into the conditional type
  const filled = dashboardCalls[name].path.replace(/\{(\w+)\}/g, (_, parameter: string) =>
    encodeURIComponent(path[parameter] ?? ''),
  );
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) =>
      value === undefined || value === '' ? [] : [[key, String(value as string | number)]],
    ),
  ).toString();
  return `${pageRoot}/api${filled}${search === '' ? '' : `?${search}`}`;
}

/** Sends one call of the table. Whatever fails is a value, also that the server cannot be reached. Throws where `signal` ends it. */
export async function callServer<Name extends DashboardCallName>(
  name: Name,
  said: Said<Name>,
  signal?: AbortSignal,
): Promise<Answered<DashboardAnswer<Name>>> {
  const { method, answer }: DashboardCall = dashboardCalls[name];
  const { body } = said as AnySaid; // as above
  try {
    const response = await fetch(addressOf(name, said), {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(method === 'GET' ? {} : { [dashboardHeader]: '1' }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    if (!response.ok) return { ok: false, trouble: await troubleOf(response) };
    const value: unknown = answer === 'none' ? undefined : await response.json();
    return { ok: true, value: value as DashboardAnswer<Name> }; // the server parses what it answers by the same table
  } catch (error) {
    if (signal?.aborted === true) throw error;
    return { ok: false, trouble: unreachable };
  }
}

const unreachable: Trouble = {
  code: 'unreachable',
  title: 'The server cannot be reached.',
  detail: 'Check the connection, then try again.',
  status: 0,
  retryAfterSeconds: null,
  requestId: null,
};

async function troubleOf(response: Response): Promise<Trouble> {
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfterSeconds = Number.isFinite(wait) ? wait : null;
  const problem = dashboardProblemSchema.safeParse(await response.json().catch(() => null));
  if (problem.success) {
    const { code, title, detail, status, instance } = problem.data;
    return { code, title, detail: detail ?? null, status, retryAfterSeconds, requestId: instance };
  }
  return {
    code: 'answer-unreadable',
    title: 'The server answered in a way that this page does not know.',
    detail: `HTTP ${response.status}`,
    status: response.status,
    retryAfterSeconds,
    requestId: null,
  };
}
