import { expect, test } from 'vitest';
import { createArgon2Passwords } from '#adapters/argon2/argon2-passwords.js';

const passwords = createArgon2Passwords({ memoryKibibytes: 64, passes: 1, lanes: 1 });

test('a hash names argon2id and its cost, is salted, and matches its password alone', async () => {
  const [one, two] = [await passwords.hash('correct horse'), await passwords.hash('correct horse')];
  expect(one).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$/);
  expect(two).not.toBe(one);
  expect(await passwords.verify(one, 'correct horse')).toBe(true);
  expect(await passwords.verify(one, 'correct horsf')).toBe(false);
});

test('null matches nothing, not even the password behind its stand-in', async () => {
  expect(await passwords.verify(null, 'nobody has this password')).toBe(false);
});

test('the cost is at least what OWASP recommends', async () => {
  expect(await createArgon2Passwords().hash('x')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});
