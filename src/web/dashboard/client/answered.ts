import type { DashboardProblem } from '#contract/dashboard/problem.js';

/** Why a call failed, as the screens tell it. */
export interface Trouble {
  /** `unreachable`: no answer came. `answer-unreadable`: one that is none of this server's. */
  readonly code: DashboardProblem['code'] | 'unreachable' | 'answer-unreadable';
  readonly title: string;
  readonly detail: string | null;
  /** HTTP; 0 without an answer. */
  readonly status: number;
  readonly retryAfterSeconds: number | null;
  /** As the log of the server names the call. */
  readonly requestId: string | null;
}

export type Answered<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly trouble: Trouble };
