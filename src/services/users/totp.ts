import { createHmac, randomBytes } from 'node:crypto';
import { isSameSecret } from '#ports/same-secret.js';

/** RFC 6238 with what every authenticator knows: SHA-1, six digits, 30 seconds. */
const stepMs = 30_000;
const digits = 6;
/** Steps to either side that count as well: clocks differ (RFC 6238 §5.2). */
const leeway = 1;
/** RFC 4226 §4 R6: as long as the hash. */
const secretBytes = 20;

export const newTotpSecret = (): Uint8Array => new Uint8Array(randomBytes(secretBytes));

/** The code of one time step (RFC 4226 §5.3). */
export function totpCode(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', secret).update(counter).digest();
  const offset = hash[hash.length - 1]! & 0xf;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, '0');
}

export const totpStepAt = (epochMs: number): number => Math.floor(epochMs / stepMs);

/** The time step whose code this is, now or one step beside; null: of none. All are compared, whichever fits. */
export function matchingStep(secret: Uint8Array, code: string, nowEpochMs: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const now = totpStepAt(nowEpochMs);
  let found: number | null = null;
  for (let step = now - leeway; step <= now + leeway; step++) {
    if (isSameSecret(code, totpCode(secret, step))) found = step;
  }
  return found;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 §6, without padding. */
export function base32(bytes: Uint8Array): string {
  let [bits, value, text] = [0, 0, ''];
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(value >>> bits) & 31]!;
    }
    value &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + alphabet[(value << (5 - bits)) & 31]!;
}

/** What an authenticator reads out of a QR code. */
export const totpUri = (secret: Uint8Array, userName: string): string =>
  `otpauth://totp/${encodeURIComponent(`Bonafide:${userName}`)}?secret=${base32(secret)}&issuer=Bonafide&algorithm=SHA1&digits=${digits}&period=${stepMs / 1000}`;
