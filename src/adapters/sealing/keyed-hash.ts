import { createHmac, hkdfSync } from 'node:crypto';
import { keyedHashPurposes, type KeyedHash, type KeyedHashPurpose } from '#ports/keyed-hash.js';

/** HMAC-SHA256 under keys that HKDF-SHA256 derives from `secret` (32 bytes), one for each purpose. */
export function createKeyedHash(secret: Uint8Array): KeyedHash {
  const derive = (purpose: KeyedHashPurpose): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, new Uint8Array(0), `bonafide/keyed-hash/${purpose}`, 32));
  const keys = new Map(keyedHashPurposes.map((purpose) => [purpose, derive(purpose)]));
  return {
    digest: (purpose, value) => createHmac('sha256', keys.get(purpose)!).update(value, 'utf8').digest(),
  };
}
