import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { FastifyRequest } from 'fastify';
import type { DashboardCall } from '#contract/dashboard/call.js';
import type { DashboardCallName, DashboardCalls } from '#contract/dashboard/calls.js';
import type { Application } from '#domain/access.js';
import type { AuditEntry } from '#domain/audit.js';
import type { DashboardOutcome } from '#domain/dashboard-failure.js';
import type { UserRole } from '#domain/user.js';
import type { DashboardCookie } from '#http/dashboard/cookies.js';
import type { Owner } from '#ports/owner.js';
import type { UserOrigin } from '#services/users/user-dependencies.js';
import type { SignedIn, StartedSession } from '#services/users/user-sessions.js';

/** What is sent that is no JSON. */
export interface SentBytes {
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
}
export interface Redirect {
  readonly location: string;
}

interface Common {
  readonly request: FastifyRequest;
  readonly parameters: Readonly<Record<string, string>>;
  readonly origin: UserOrigin;
  /** Puts the session's secret into the browser's cookie; null takes it out. */
  setSession(started: StartedSession | null): void;
  setCookie(name: DashboardCookie, value: string | null, maxAgeSeconds: number): void;
  cookie(name: DashboardCookie): string | null;
}

interface ByUser {
  readonly present: SignedIn;
  /** As whom the audit log names the caller. */
  readonly actor: AuditEntry['actor'];
}

type Who<Call extends DashboardCall> = Call['access'] extends 'anybody'
  ? { readonly present: SignedIn | null }
  : ByUser;
type Where<Path extends string> = (Path extends `${string}{applicationId}${string}`
  ? { readonly application: Application; readonly role: UserRole }
  : unknown) &
  (Path extends `${string}{mode}${string}` ? { readonly owner: Owner } : unknown);
type What<Call extends DashboardCall> = (Call extends { readonly query: infer Query extends z.ZodType }
  ? { readonly query: z.output<Query> }
  : unknown) &
  (Call extends { readonly body: infer Body extends z.ZodType } ? { readonly body: z.output<Body> } : unknown);

/** A call with everything checked that its description promises. */
export type DashboardRequest<Call extends DashboardCall> = Common & Who<Call> & Where<Call['path']> & What<Call>;

export type DashboardAnswerOf<Call extends DashboardCall> = Call['answer'] extends infer Answer extends z.ZodType
  ? z.input<Answer>
  : Call['answer'] extends 'none'
    ? null
    : Call['answer'] extends 'redirect'
      ? Redirect
      : SentBytes;

export type DashboardHandler<Call extends DashboardCall> = (
  call: DashboardRequest<Call>,
) => Promise<DashboardOutcome<DashboardAnswerOf<Call>>>;

/** What does the work of some of the calls. */
export type DashboardHandlers<Name extends DashboardCallName = DashboardCallName> = {
  readonly [One in Name]: DashboardHandler<DashboardCalls[One]>;
};

export const answer = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({ ok: true, value });
