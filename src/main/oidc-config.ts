import type { z } from 'zod';
import { settings } from '#main/settings.js';
import type { OidcRole } from '#services/users/oidc/oidc-roles.js';

/** A provider that users of the dashboard may sign in by. */
export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly roles: readonly OidcRole[];
  readonly rolesClaim: string;
  readonly scopes: string;
  readonly label: string;
}

type OidcSetting = Extract<keyof typeof settings, `BONAFIDE_OIDC_${string}`>;
type OidcValues = { readonly [Name in OidcSetting]?: z.output<(typeof settings)[Name]['schema']> | undefined };

/** Null: no provider, or one that is not whole, which then stands among the problems. */
export function readOidc(
  read: OidcValues,
  given: Readonly<Record<string, string>>,
  problems: string[],
): OidcConfig | null {
  const { BONAFIDE_OIDC_ISSUER: issuer, BONAFIDE_OIDC_ROLES: roles } = read;
  const { BONAFIDE_OIDC_CLIENT_ID: clientId, BONAFIDE_OIDC_CLIENT_SECRET: clientSecret } = read;
  if (issuer === undefined) {
    const others = Object.keys(settings).filter((name) => name.startsWith('BONAFIDE_OIDC_') && name in given);
    // Where the issuer itself is not in order, that has been said.
    if (others.length > 0 && given['BONAFIDE_OIDC_ISSUER'] === undefined) {
      problems.push(`${others.join(', ')} say nothing without BONAFIDE_OIDC_ISSUER`);
    }
    return null;
  }
  if (clientId === undefined || clientSecret === undefined || roles === undefined) {
    // Roles that are not in order have been told.
    if (roles !== undefined || given['BONAFIDE_OIDC_ROLES'] === undefined) {
      problems.push(
        'BONAFIDE_OIDC_ISSUER needs BONAFIDE_OIDC_CLIENT_ID, BONAFIDE_OIDC_CLIENT_SECRET and BONAFIDE_OIDC_ROLES',
      );
    }
    return null;
  }
  return {
    issuer,
    clientId,
    clientSecret,
    roles,
    rolesClaim: read.BONAFIDE_OIDC_ROLES_CLAIM ?? 'groups',
    scopes: read.BONAFIDE_OIDC_SCOPES ?? 'openid profile email',
    label: read.BONAFIDE_OIDC_LABEL ?? 'Single sign-on',
  };
}
