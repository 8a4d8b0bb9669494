import { createHash, randomBytes } from 'node:crypto';
import type { KeyedHash } from '#ports/keyed-hash.js';
import { isSameSecret } from '#ports/same-secret.js';

/** Time to solve one; a slow phone needs seconds. */
const lifetimeMs = 10 * 60_000;
const longestSolution = 64;

/** A puzzle: find a `solution` so that SHA-256 of `<challenge>:<solution>` begins with `difficultyBits` zero bits. */
export interface CaptchaChallenge {
  readonly challenge: string;
  readonly difficultyBits: number;
  readonly expiresAtEpochMs: number;
}

/** What the page found. */
export interface CaptchaAnswer {
  readonly challenge: string;
  readonly solution: string;
}

/**
 * A proof of work that this server issues and checks alone (after hashcash, Back 2002): no third party learns who
 * verifies themselves. Nothing is stored: the challenge carries a keyed hash over the session, its difficulty and its
 * expiry. It is single-use because the session accepts one right answer in its life.
 */
export interface Captcha {
  issue(sessionId: string, difficultyBits: number, nowEpochMs: number): CaptchaChallenge;
  verify(sessionId: string, answer: CaptchaAnswer, nowEpochMs: number): boolean;
}

export function createCaptcha(keyedHash: KeyedHash): Captcha {
  const sign = (sessionId: string, signed: string): string =>
    Buffer.from(keyedHash.digest('session-captcha', JSON.stringify([sessionId, signed]))).toString('base64url');
  return {
    issue(sessionId, difficultyBits, nowEpochMs) {
      const expiresAtEpochMs = nowEpochMs + lifetimeMs;
      const signed = [expiresAtEpochMs, difficultyBits, randomBytes(16).toString('base64url')].join('.');
      return { challenge: `${signed}.${sign(sessionId, signed)}`, difficultyBits, expiresAtEpochMs };
    },
    verify(sessionId, { challenge, solution }, nowEpochMs) {
      const end = challenge.lastIndexOf('.');
      const signed = challenge.slice(0, Math.max(0, end));
      if (!isSameSecret(challenge.slice(end + 1), sign(sessionId, signed))) return false;
      const [expiresAtEpochMs, difficultyBits] = signed.split('.').map(Number);
      if (nowEpochMs >= expiresAtEpochMs! || solution.length > longestSolution) return false;
      return leadingZeroBits(proofOf(challenge, solution)) >= difficultyBits!;
    },
  };
}

const proofOf = (challenge: string, solution: string): Buffer =>
  createHash('sha256').update(`${challenge}:${solution}`).digest();

/** Of the bytes read as one big-endian number. */
export function leadingZeroBits(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first < 0 ? 8 * bytes.length : 8 * first + Math.clz32(bytes[first]!) - 24;
}
