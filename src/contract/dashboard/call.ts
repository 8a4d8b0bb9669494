import type { z } from 'zod';

/** All calls of the dashboard lie below. */
export const dashboardApiPrefix = '/dashboard/api';

/** Every call but a GET carries it with the value `1`: no form and no other site can send it unasked. */
export const dashboardHeader = 'x-bonafide-dashboard';

/**
 * Who may call. `anybody`: without a session. `signing-in`: the password was right, the second factor is still to come.
 * `signed-in`: whatever the role. `viewer`, `reviewer`, `admin`: at the application that the path names. `installation-admin`:
 * `admin` at all applications.
 */
export const dashboardAccess = [
  'anybody',
  'signing-in',
  'signed-in',
  'viewer',
  'reviewer',
  'admin',
  'installation-admin',
] as const;
export type DashboardAccess = (typeof dashboardAccess)[number];

/**
 * One call. A body is JSON, of the type `application/json`, also where it is `{}`. Whatever fails answers a
 * `dashboardProblemSchema` with its status and the type `application/problem+json`; `Retry-After` (seconds) where waiting helps.
 */
export interface DashboardCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `dashboardApiPrefix`; `{name}` stands for one encoded segment. `{mode}` is `live` or `test`. */
  readonly path: string;
  readonly access: DashboardAccess;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** JSON with status 200, or another one below. `none`: 204. The others are no JSON. */
  readonly answer: z.ZodType | 'none' | 'csv' | 'file' | 'redirect';
  readonly status?: 201 | 202;
}

/** Keeps the types of a description. */
export const call = <const Definition extends DashboardCall>(definition: Definition): Definition => definition;

/** Where what belongs to one application and mode lies. */
export const ownedPath = '/applications/{applicationId}/{mode}';
/** Where what belongs to one application, whatever the mode, lies. */
export const applicationPath = '/applications/{applicationId}';
