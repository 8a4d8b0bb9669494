import { accuracyHandlers } from '#http/dashboard/accuracy-calls.js';
import { accountHandlers } from '#http/dashboard/account-calls.js';
import { applicationHandlers } from '#http/dashboard/application-calls.js';
import { auditHandlers } from '#http/dashboard/audit-calls.js';
import type { DashboardHandlers } from '#http/dashboard/handler.js';
import { overviewHandlers } from '#http/dashboard/overview-calls.js';
import { reviewHandlers } from '#http/dashboard/review-calls.js';
import { sessionHandlers } from '#http/dashboard/session-calls.js';
import { templateHandlers } from '#http/dashboard/template-calls.js';
import { userHandlers } from '#http/dashboard/user-calls.js';
import { verificationHandlers } from '#http/dashboard/verification-calls.js';
import { webhookHandlers } from '#http/dashboard/webhook-calls.js';
import type { DashboardPlace } from '#http/dashboard/dashboard-services.js';
import type { HttpDependencies } from '#http/dependencies.js';

/** One handler for each call of the table. */
export const dashboardHandlers = (dependencies: HttpDependencies, place: DashboardPlace): DashboardHandlers => ({
  ...accountHandlers(dependencies, place),
  ...userHandlers(dependencies, place),
  ...overviewHandlers(dependencies),
  ...verificationHandlers(dependencies),
  ...reviewHandlers(dependencies),
  ...sessionHandlers(dependencies),
  ...templateHandlers(dependencies),
  ...webhookHandlers(dependencies),
  ...applicationHandlers(dependencies),
  ...auditHandlers(dependencies),
  ...accuracyHandlers(dependencies),
});
