import { hkdfSync } from 'node:crypto';
import { keyBytes } from '#adapters/sealing/envelope.js';

/** The key that wraps every data key. It never leaves memory and is never written into the data directory. */
export interface MasterKey {
  /** Names the key without telling it: 16 hex digits, derived by HKDF. Stored beside everything it wraps. */
  readonly id: string;
  /** 32 bytes, derived by HKDF for wrapping alone. */
  readonly wrappingKey: Uint8Array;
}

/** Derives by HKDF-SHA256 (RFC 5869). `secret`: 32 random bytes. */
export function masterKeyFromSecret(secret: Uint8Array): MasterKey {
  if (secret.length !== keyBytes) throw new Error(`a master key has ${keyBytes} bytes, not ${secret.length}`);
  const derive = (info: string, bytes: number): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), `bonafide/${info}`, bytes));
  return { id: Buffer.from(derive('master-key-id', 8)).toString('hex'), wrappingKey: derive('key-wrapping', keyBytes) };
}
