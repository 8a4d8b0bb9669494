import type { z } from 'zod';
import { accuracyCalls } from '#contract/dashboard/accuracy.js';
import { accountCalls } from '#contract/dashboard/account.js';
import { applicationCalls } from '#contract/dashboard/applications.js';
import { auditCalls } from '#contract/dashboard/audit.js';
import type { DashboardCall } from '#contract/dashboard/call.js';
import { overviewCalls } from '#contract/dashboard/overview.js';
import { reviewCalls } from '#contract/dashboard/reviews.js';
import { sessionCalls } from '#contract/dashboard/sessions.js';
import { templateCalls } from '#contract/dashboard/templates.js';
import { userCalls } from '#contract/dashboard/users.js';
import { verificationCalls } from '#contract/dashboard/verifications.js';
import { webhookCalls } from '#contract/dashboard/webhooks.js';

/**
 * THE table of the dashboard's calls: what the server registers and refuses by, and what the pages call by. A call that stands
 * here and has no handler does not compile.
 */
export const dashboardCalls = {
  ...accountCalls,
  ...userCalls,
  ...overviewCalls,
  ...verificationCalls,
  ...reviewCalls,
  ...sessionCalls,
  ...templateCalls,
  ...webhookCalls,
  ...applicationCalls,
  ...auditCalls,
  ...accuracyCalls,
} as const satisfies Readonly<Record<string, DashboardCall>>;

export type DashboardCalls = typeof dashboardCalls;
export type DashboardCallName = keyof DashboardCalls;

/** What a call is sent, before defaults. */
export type DashboardBody<Name extends DashboardCallName> = DashboardCalls[Name] extends {
  body: infer Body extends z.ZodType;
}
  ? z.input<Body>
  : undefined;
export type DashboardQuery<Name extends DashboardCallName> = DashboardCalls[Name] extends {
  query: infer Query extends z.ZodType;
}
  ? z.input<Query>
  : undefined;
/** What it answers, where that is JSON. */
export type DashboardAnswer<Name extends DashboardCallName> =
  DashboardCalls[Name]['answer'] extends infer Answer extends z.ZodType ? z.infer<Answer> : undefined;
