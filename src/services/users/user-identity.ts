import type { UserRecord } from '#ports/user-records.js';

/** By what a local user is found: names are equal without regard to case and to how Unicode writes a letter. */
export const localIdentity = (name: string): string => `local:${name.normalize('NFKC').toLowerCase()}`;

/** By what a provider's user is found (OpenID Connect Core §5.7: issuer and subject together, nothing else). */
export const providerIdentity = (issuer: string, subject: string): string =>
  `oidc:${JSON.stringify([issuer, subject])}`;

export const identityOf = ({ profile }: Pick<UserRecord, 'profile'>): string => localIdentity(profile.name);
