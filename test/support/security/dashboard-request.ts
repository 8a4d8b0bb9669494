import { dashboardHeader } from '#contract/dashboard/call.js';
import type { Sent } from './security-server.js';

/** A valid body of a call of the dashboard. */
const bodyOf = (name: string): object => {
  if (name.endsWith('/decision')) return { decision: 'approve', reason: 'seen' };
  return name.startsWith('PATCH') ? { state: 'disabled' } : {};
};

/** `request` as the page of the dashboard sends it for the user of the cookie. `name`: of the route. */
export const asPage = (name: string, request: Sent, cookie: string): Sent => ({
  ...request,
  headers: {
    cookie,
    [dashboardHeader]: '1',
    'sec-fetch-site': 'same-origin',
    ...(!/^(GET|DELETE)/.test(name) && { 'content-type': 'application/json' }),
  },
  ...(!/^(GET|DELETE)/.test(name) && { body: JSON.stringify(bodyOf(name)) }),
});
