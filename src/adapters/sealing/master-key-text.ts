import { keyBytes } from '#adapters/sealing/envelope.js';

/** 32 bytes in base64 or base64url, with or without the padding. */
const oneKey = /^[A-Za-z0-9+/_-]{43}=?$/;

/**
 * The secrets (32 bytes each) that a text holds in base64, in its order, each once. `separator` stands between them;
 * blanks around a key and empty places are overlooked. Null where it holds none, or something that is no key.
 */
export function parseMasterKeys(text: string, separator: ',' | '\n'): Uint8Array[] | null {
  const parts = text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0 || !parts.every((part) => oneKey.test(part))) return null;
  const secrets = parts.map((part) => Buffer.from(part, 'base64'));
  if (secrets.some((secret) => secret.length !== keyBytes)) return null;
  return secrets
    .filter((secret, index) => secrets.findIndex((earlier) => earlier.equals(secret)) === index)
    .map((secret) => new Uint8Array(secret));
}

/** Secrets as the lines of a key file. */
export const formatMasterKeys = (secrets: readonly Uint8Array[]): string =>
  secrets.map((secret) => `${Buffer.from(secret).toString('base64')}\n`).join('');
