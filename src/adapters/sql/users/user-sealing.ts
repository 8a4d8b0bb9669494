import { z } from 'zod';
import { openJson, sealJson } from '#adapters/sql/sealed-json.js';
import type { KeyedHash } from '#ports/keyed-hash.js';
import type { UserProfile, UserSession } from '#ports/user-records.js';

const base64 = z.string().transform((text) => new Uint8Array(Buffer.from(text, 'base64')));

const profileSchema = z.object({
  name: z.string(),
  passwordHash: z.string().nullable(),
  totpSecret: base64.nullable(),
  pendingTotpSecret: base64.nullable(),
});
const originSchema = z.object({ browser: z.string().nullable(), network: z.string().nullable() });

const asBase64 = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes).toString('base64');

/**
 * Seals what is known of users. They belong to no application, so they have no data keys: the key of each is a keyed hash of the
 * user's id, and the secret behind it is sealed by the master key in the installation's row.
 */
export function userSealing(keyedHash: KeyedHash) {
  const keyOf = (userId: string): Uint8Array => keyedHash.digest('user-sealing-key', userId);
  const contextOf = (table: 'users' | 'user_sessions', column: string, id: string) => ({
    table,
    column,
    applicationId: '',
    id,
  });
  const hash = (what: 'identity' | 'invitation' | 'recovery' | 'session', value: string): Buffer =>
    Buffer.from(keyedHash.digest('user', JSON.stringify([what, value])));
  return {
    hash,
    sealProfile: (userId: string, profile: UserProfile): Buffer =>
      sealJson(
        keyOf(userId),
        {
          ...profile,
          totpSecret: asBase64(profile.totpSecret),
          pendingTotpSecret: asBase64(profile.pendingTotpSecret),
        },
        contextOf('users', 'sealed_profile', userId),
      ),
    openProfile: (userId: string, sealed: Uint8Array): UserProfile =>
      profileSchema.parse(openJson(keyOf(userId), sealed, contextOf('users', 'sealed_profile', userId))),
    sealOrigin: ({ id, userId, origin }: Pick<UserSession, 'id' | 'userId' | 'origin'>): Buffer =>
      sealJson(keyOf(userId), origin, contextOf('user_sessions', 'sealed_origin', id)),
    openOrigin: (id: string, userId: string, sealed: Uint8Array): UserSession['origin'] =>
      originSchema.parse(openJson(keyOf(userId), sealed, contextOf('user_sessions', 'sealed_origin', id))),
  };
}
export type UserSealing = ReturnType<typeof userSealing>;
