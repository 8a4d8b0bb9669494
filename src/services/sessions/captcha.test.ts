import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createKeyedHash } from '#adapters/sealing/keyed-hash.js';
import { createCaptcha, leadingZeroBits } from '#services/sessions/captcha.js';

const captcha = createCaptcha(createKeyedHash(new Uint8Array(32)));
const minuteMs = 60_000;

/** As the page does it. */
function solve(challenge: string, difficultyBits: number): string {
  for (let solution = 0; ; solution += 1) {
    const proof = createHash('sha256').update(`${challenge}:${solution}`).digest();
    if (leadingZeroBits(proof) >= difficultyBits) return String(solution);
  }
}

const { challenge, ...terms } = captcha.issue('s1', 8, 1000);
const solution = solve(challenge, 8);

test('a solved challenge is accepted for its session until it expires', () => {
  expect(terms).toEqual({ difficultyBits: 8, expiresAtEpochMs: 1000 + 10 * minuteMs });
  expect(captcha.verify('s1', { challenge, solution }, 1000 + 10 * minuteMs - 1)).toBe(true);
  expect(captcha.verify('s1', { challenge, solution }, 1000 + 10 * minuteMs)).toBe(false);
});

const [expiry, bits, nonce, mac] = challenge.split('.') as [string, string, string, string];
test.each([
  ['another session', 's2', challenge, solution],
  ['a solution of nothing', 's1', challenge, 'x'.repeat(65)],
  ['an easier challenge', 's1', [expiry, '0', nonce, mac].join('.'), '0'],
  ['a challenge that lives longer', 's1', [String(Number(expiry) + 1), bits, nonce, mac].join('.'), solution],
  ['no challenge', 's1', '', ''],
  ['a challenge of dots', 's1', '...', '0'],
])('%s is refused', (_, sessionId, given, answer) => {
  expect(captcha.verify(sessionId, { challenge: given, solution: answer }, 1000)).toBe(false);
});

test('work that was not done is refused, work for another challenge too', () => {
  const hard = captcha.issue('s1', 24, 1000);
  expect(captcha.verify('s1', { challenge: hard.challenge, solution }, 1000)).toBe(false);
});

test.each([
  [[0xff], 0],
  [[0x01, 0xff], 7],
  [[0x00, 0x10], 11],
  [[0x00, 0x00], 16],
])('%j begins with %d zero bits', (bytes, zeros) => {
  expect(leadingZeroBits(Uint8Array.from(bytes))).toBe(zeros);
});
