import { totpCode, totpStepAt } from '#services/users/totp.js';

/** An authenticator as an app on a phone is: it knows the secret and the time. Never the same code twice, as the server wants it. */
export interface Authenticator {
  /** Waits for the next one where those that count now are used up. */
  code(): Promise<string>;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** `secret`: base32, as the page shows it. */
export function authenticatorOf(secret: string): Authenticator {
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
  let used = 0;
  return {
    async code() {
      // One step before and after the present one count as well.
      while (used >= totpStepAt(Date.now()) + 1) await new Promise((resolve) => setTimeout(resolve, 500));
      used = Math.max(used + 1, totpStepAt(Date.now()) - 1);
      return totpCode(bytes, used);
    },
  };
}
