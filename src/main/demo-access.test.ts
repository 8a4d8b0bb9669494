import { expect, test } from 'vitest';
import { demoAccess, type DemoSwitch } from '#main/demo-access.js';

const here = { host: '127.0.0.1', publicUrl: null, trustedProxies: [] };

test.each<[Partial<Parameters<typeof demoAccess>[1]>, DemoSwitch]>([
  [{}, 'this-machine'],
  [{ host: '::1', publicUrl: 'http://localhost:3000' }, 'this-machine'],
  [{ host: 'localhost', publicUrl: 'http://[::1]:8080' }, 'this-machine'],
  [{ host: '0.0.0.0' }, 'off'],
  [{ host: '192.168.1.7' }, 'off'],
  [{ publicUrl: 'https://id.example' }, 'off'],
  [{ publicUrl: 'https://localhost.id.example' }, 'off'],
  [{ trustedProxies: ['loopback'] }, 'off'],
])('by itself, reached as %o, the demo page is for: %s', (reached, access) => {
  expect(demoAccess('auto', { ...here, ...reached })).toBe(access);
});

test('who says so has it anywhere, or nowhere', () => {
  expect(demoAccess('on', { ...here, host: '0.0.0.0', publicUrl: 'https://id.example' })).toBe('anybody');
  expect(demoAccess('off', here)).toBe('off');
});
