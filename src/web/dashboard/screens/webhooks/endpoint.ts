import type { DashboardAnswer } from '#contract/dashboard/calls.js';

export type Endpoint = DashboardAnswer<'webhookEndpoints'>['data'][number];
