import { timingSafeEqual } from 'node:crypto';
import type { KeyedHash } from '#ports/keyed-hash.js';

/** Everything that a signature vouches for, in a fixed order; the first says for what kind of use. */
export type SignedFields = readonly (string | number)[];

/** 43 characters of base64url. */
export const signFields = (keyedHash: KeyedHash, fields: SignedFields): string =>
  Buffer.from(keyedHash.digest('signed-url', JSON.stringify(fields))).toString('base64url');

/** Takes the same time wherever a wrong signature differs. */
export function fieldsMatch(keyedHash: KeyedHash, fields: SignedFields, signature: string): boolean {
  const given = Buffer.from(signature, 'utf8');
  const right = Buffer.from(signFields(keyedHash, fields), 'utf8');
  return given.length === right.length && timingSafeEqual(given, right);
}
