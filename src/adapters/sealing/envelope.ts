import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/**
 * Layout of every sealed value: version (1 byte) | nonce (12 bytes) | ciphertext | tag (16 bytes).
 * AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce; a key seals a handful of values, so nonces cannot collide.
 */
const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
export const keyBytes = 32;

/** A sealed value that does not open: altered, moved to another record, or under another key. */
export class SealBrokenError extends Error {
  override readonly name = 'SealBrokenError';
}

/**
 * What a value is bound to. Open it for another place and it does not open: a row cannot be copied to another
 * tenant, and a column cannot be swapped for another.
 */
export interface SealContext {
  readonly table: string;
  readonly column: string;
  readonly applicationId: string;
  readonly id: string;
}

/** `key`: 32 bytes. */
export function seal(key: Uint8Array, plaintext: Uint8Array, context: SealContext): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(additionalData(context));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.of(version), nonce, ciphertext, cipher.getAuthTag()]);
}

/** Throws `SealBrokenError` when the value was not sealed by this key for this context. */
export function open(key: Uint8Array, sealed: Uint8Array, context: SealContext): Buffer {
  if (sealed[0] !== version || sealed.length < 1 + nonceBytes + tagBytes) {
    throw new SealBrokenError('not a sealed value of a known version');
  }
  const nonce = sealed.subarray(1, 1 + nonceBytes);
  const ciphertext = sealed.subarray(1 + nonceBytes, sealed.length - tagBytes);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(additionalData(context));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  try {
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    throw new SealBrokenError(`${context.table}.${context.column} of ${context.id} does not open under its key`);
  }
}

/** JSON keeps the parts apart, so that no two contexts give equal bytes. */
const additionalData = ({ table, column, applicationId, id }: SealContext): Buffer =>
  Buffer.from(JSON.stringify(['bonafide', version, table, column, applicationId, id]), 'utf8');
