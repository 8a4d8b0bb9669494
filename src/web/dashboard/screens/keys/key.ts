import type { DashboardAnswer } from '#contract/dashboard/calls.js';

export type Key = DashboardAnswer<'keys'>['data'][number];
