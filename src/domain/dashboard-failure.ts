import type { Failure, FailureCode } from '#domain/failure.js';

/**
 * What can go wrong with a user of the dashboard, beside the registry of failures. No dialect ever answers one of these: they are
 * about people who sign in, not about keys.
 */
export const dashboardFailureDescriptions = {
  'sign-in-required': 'Nobody is signed in, or the session is over.',
  'sign-in-failed': 'Name, password or code are wrong, or the account is disabled.',
  'sign-in-locked': 'Too many failed tries; wait.',
  'role-insufficient': 'Your role does not allow this.',
  'origin-refused': 'The call does not come from a page of this server.',
  'invitation-invalid': 'The set-up link was used before, has expired, or is none.',
  'password-unsuitable': 'The password is too easily guessed: among the most common ones, or it holds your name.',
  'user-name-taken': 'There is a user of that name.',
  'user-not-local': 'The provider of the user keeps this.',
  'last-admin': 'Nobody would be left who may add users.',
} as const;
export type DashboardFailureCode = keyof typeof dashboardFailureDescriptions;

export interface DashboardFailure extends Omit<Failure, 'code'> {
  readonly code: FailureCode | DashboardFailureCode;
  /** Until another try can succeed. */
  readonly retryAfterMs?: number;
}

/** As `Outcome`, for what users do. */
export type DashboardOutcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: DashboardFailure };

export const refuse = (
  code: DashboardFailureCode,
  more: Pick<DashboardFailure, 'detail' | 'retryAfterMs'> = {},
): { readonly ok: false; readonly failure: DashboardFailure } => ({ ok: false, failure: { code, ...more } });
