import type { ShownAccuracy } from '#contract/dashboard/accuracy.js';
import type { Application, Mode, Principal } from '#domain/access.js';
import type { AuditEntry } from '#domain/audit.js';
import type { ActivityOf } from '#services/dashboard/activity.js';
import type { Account } from '#services/users/account.js';
import type { OidcSignIn } from '#services/users/oidc/oidc-sign-in.js';
import type { SetUp } from '#services/users/set-up.js';
import type { SignIn } from '#services/users/sign-in.js';
import type { UserAdministration } from '#services/users/user-administration.js';

/** What the dashboard has beside the services that the dialects share. */
export interface DashboardServices {
  readonly signIn: SignIn;
  readonly setUp: SetUp;
  readonly account: Account;
  readonly usersFor: (actor: AuditEntry['actor']) => UserAdministration;
  /** Null: no provider is configured. */
  readonly oidc: OidcSignIn | null;
  /** As whom sessions are made that a user asks for. */
  readonly principalOf: (application: Application, mode: Mode) => Promise<Principal>;
  /** What happened, for the overview. */
  readonly activityOf: ActivityOf;
  /** The recogniser in use: samples of another digest are to be made anew. Scores are native ones. */
  readonly recogniser: {
    readonly id: string;
    readonly version: string;
    readonly digest: string;
    readonly operatingPoint: {
      readonly threshold: number;
      readonly reviewFrom: number;
      readonly falseMatchRates: readonly { readonly score: number; readonly rate: number }[];
    };
  };
  /** The error rates that were measured of this release, and with which recogniser. */
  readonly accuracy: {
    readonly recogniserDigest: string;
    readonly published: NonNullable<ShownAccuracy['published']>;
  };
}

/** What the calls need to know of the server. */
export interface DashboardPlace {
  /** Where browsers reach it. */
  readonly publicUrl: () => string;
  readonly version: string;
}
