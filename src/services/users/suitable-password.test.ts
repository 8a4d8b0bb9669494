import { expect, test } from 'vitest';
import { isSuitablePassword } from '#services/users/suitable-password.js';

test.each([
  'correct horse battery',
  'Gänseblümchen-am-Rand',
  '7f9c2ba4e88f827d',
  'my dog ate 3 pizzas',
  'ключ от двери дома',
])('%s is taken', (password) => {
  expect(isSuitablePassword(password, 'ana.lopez')).toBe(true);
});

test.each([
  'short',
  'elevenchars',
  'password1234',
  'Password!2026',
  '123456789012',
  'abcdefghijkl',
  'qwertyuiopasdf',
  'aaaaaaaaaaaaaaaa',
  'abababababababab',
  'lopezlopez123',
  'adminadmin2024!',
  'welcomebonafide1',
  'x'.repeat(201),
])('%s is refused', (password) => {
  expect(isSuitablePassword(password, 'ana.lopez')).toBe(false);
});
