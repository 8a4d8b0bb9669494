import type { KeyedHash } from '#ports/keyed-hash.js';
import { isSameSecret } from '#ports/same-secret.js';

/** Everything that a signature vouches for, in a fixed order; the first says for what kind of use. */
export type SignedFields = readonly (string | number)[];

/** 43 characters of base64url. */
export const signFields = (keyedHash: KeyedHash, fields: SignedFields): string =>
  Buffer.from(keyedHash.digest('signed-url', JSON.stringify(fields))).toString('base64url');

/** Takes the same time wherever a wrong signature differs. */
export const fieldsMatch = (keyedHash: KeyedHash, fields: SignedFields, signature: string): boolean =>
  isSameSecret(signature, signFields(keyedHash, fields));
