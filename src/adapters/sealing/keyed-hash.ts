import { createHmac, hkdfSync } from 'node:crypto';
import type { KeyedHash, KeyedHashPurpose } from '#ports/keyed-hash.js';

/** HMAC-SHA256 under keys that HKDF-SHA256 derives from `secret` (32 bytes), one for each purpose. */
export function createKeyedHash(secret: Uint8Array): KeyedHash {
  const derive = (purpose: KeyedHashPurpose): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, new Uint8Array(0), `bonafide/keyed-hash/${purpose}`, 32));
  const keys: Record<KeyedHashPurpose, Buffer> = {
    'api-key': derive('api-key'),
    lookup: derive('lookup'),
    audit: derive('audit'),
  };
  return {
    digest: (purpose, value) => createHmac('sha256', keys[purpose]).update(value, 'utf8').digest(),
  };
}
