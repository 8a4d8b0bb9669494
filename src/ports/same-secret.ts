import { timingSafeEqual } from 'node:crypto';

/**
 * Whether two secrets, or marks made with one, are the same: the one place where they are compared, in a time that does not tell
 * where they differ. That their lengths differ may be told: all of ours are of one length. Texts are compared as UTF-8.
 */
export function isSameSecret(given: Uint8Array | string, right: Uint8Array | string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
