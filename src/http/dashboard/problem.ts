import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DashboardProblem } from '#contract/dashboard/problem.js';
import {
  dashboardFailureDescriptions,
  type DashboardFailure,
  type DashboardFailureCode,
} from '#domain/dashboard-failure.js';
import type { Failure } from '#domain/failure.js';
import { toProblem } from '#http/apis/native/failures.js';

const statuses = {
  'sign-in-required': 401,
  'sign-in-failed': 401,
  'sign-in-locked': 429,
  'role-insufficient': 403,
  'origin-refused': 403,
  'invitation-invalid': 404,
  'password-unsuitable': 422,
  'user-name-taken': 409,
  'user-not-local': 409,
  'last-admin': 409,
} as const satisfies Record<DashboardFailureCode, number>;

const isDashboardFailure = (code: DashboardFailure['code']): code is DashboardFailureCode =>
  Object.hasOwn(dashboardFailureDescriptions, code);

export function toDashboardProblem({ code, detail }: DashboardFailure, requestId: string): DashboardProblem {
  if (!isDashboardFailure(code)) {
    const { subject: _, ...problem } = toProblem(
      { code, ...(detail !== undefined && { detail }) } satisfies Failure,
      requestId,
    );
    return problem;
  }
  return {
    type: `/docs#${code}`,
    title: dashboardFailureDescriptions[code],
    status: statuses[code],
    ...(detail !== undefined && { detail }),
    code,
    instance: `urn:uuid:${requestId}`,
  };
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, failure: DashboardFailure): FastifyReply {
  const problem = toDashboardProblem(failure, request.id);
  if (failure.retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(failure.retryAfterMs / 1000));
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}
