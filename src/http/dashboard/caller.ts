import type { FastifyRequest } from 'fastify';
import { dashboardHeader, type DashboardAccess, type DashboardCall } from '#contract/dashboard/call.js';
import { modeSchema, type Application } from '#domain/access.js';
import { refuse, type DashboardOutcome } from '#domain/dashboard-failure.js';
import { isOwnPage } from '#http/own-page.js';
import { includesRole, roleAt, userRoleSchema, type UserRole } from '#domain/user.js';
import type { Owner } from '#ports/owner.js';
import type { Records } from '#ports/records.js';
import type { SignedIn } from '#services/users/user-sessions.js';

/** What the guard found out about a call. What a call's access and path do not promise is null. */
export interface Caller {
  readonly present: SignedIn | null;
  /** The role at the application of the path. */
  readonly role: UserRole | null;
  readonly application: Application | null;
  readonly owner: Owner | null;
}

const nobody: Caller = { present: null, role: null, application: null, owner: null };

/** Whether a page of this server makes the call; what is only read may also be opened by its address, as downloads are. */
export function comesFromOwnPage(
  request: Pick<FastifyRequest, 'method' | 'headers' | 'protocol'>,
  publicUrl: string,
): boolean {
  const { method, headers } = request;
  if (method !== 'GET') return headers[dashboardHeader] === '1' && isOwnPage(request, publicUrl);
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}

/** Who may do what: the one place that decides it, by the table of calls. Failures `sign-in-required`, `role-insufficient`, `not-found`. */
export async function admit(
  { access, path }: Pick<DashboardCall, 'access' | 'path'>,
  present: SignedIn | null,
  parameters: Readonly<Record<string, string>>,
  records: Pick<Records, 'applications'>,
): Promise<DashboardOutcome<Caller>> {
  if (access === 'anybody') return { ok: true, value: { ...nobody, present } };
  if (present === null) return refuse('sign-in-required');
  if (access === 'signing-in') return { ok: true, value: { ...nobody, present } };
  if (present.session.stage !== 'full') return refuse('sign-in-required');
  const { grants } = present.user;
  if (access === 'installation-admin' && roleAt(grants, null) !== 'admin') return refuse('role-insufficient');
  if (!path.includes('{applicationId}')) return { ok: true, value: { ...nobody, present } };

  const applicationId = parameters['applicationId']!; // of the path
  const mode = path.includes('{mode}') ? modeSchema.safeParse(parameters['mode']) : null;
  const role = roleAt(grants, applicationId);
  const application = role === null || mode?.success === false ? null : await records.applications.find(applicationId);
  // Of an application that the user has nothing to do with, not even that it exists is told.
  if (role === null || application === null) return { ok: false, failure: { code: 'not-found' } };
  if (!includesRole(role, neededRole(access))) return refuse('role-insufficient');
  const owner = mode?.success === true ? { applicationId, mode: mode.data } : null;
  return { ok: true, value: { present, role, application, owner } };
}

const neededRole = (access: DashboardAccess): UserRole => {
  const role = userRoleSchema.safeParse(access);
  return role.success ? role.data : 'viewer';
};
