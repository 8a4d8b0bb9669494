import type { FastifyRequest } from 'fastify';
import { dashboardHeader, type DashboardAccess, type DashboardCall } from '#contract/dashboard/call.js';
import { modeSchema, type Application } from '#domain/access.js';
import { refuse, type DashboardOutcome } from '#domain/dashboard-failure.js';
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

/**
 * Whether a page of this server makes the call. Browsers say it themselves (Fetch Metadata), or at least whose page it is; what
 * says neither is no browser, and carries nobody's cookies unasked. `ownOrigin`: of `PUBLIC_URL`.
 */
export function comesFromOwnPage(
  { method, headers }: Pick<FastifyRequest, 'method' | 'headers'>,
  ownOrigin: string,
): boolean {
  const site = headers['sec-fetch-site'];
  const reads = method === 'GET';
  if (site !== undefined && site !== 'same-origin' && !(reads && site === 'none')) return false;
  if (reads) return true;
  if (headers[dashboardHeader] !== '1') return false;
  return site !== undefined || headers.origin === undefined || headers.origin === ownOrigin;
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
