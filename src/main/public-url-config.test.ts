import { expect, test } from 'vitest';
import { loadConfig } from '#main/config.js';
import { configSources } from '#main/config-sources.suite.js';

const load = (publicUrl: string) => loadConfig(configSources({ PUBLIC_URL: publicUrl }));

test.each([
  ['https://id.example.org/', 'https://id.example.org'],
  ['http://localhost:8080', 'http://localhost:8080'],
  ['https://example.org/identity/', 'https://example.org/identity'],
  ['HTTPS://ID.Example.org:443', 'https://id.example.org'],
  ['http://[::1]:8080//', 'http://[::1]:8080'],
])('%s is kept as browsers write it, without a slash behind', (text, publicUrl) => {
  expect(load(text)).toMatchObject({ ok: true, config: { publicUrl }, warnings: [] });
});

test.each([
  'https://op:secret@example.org',
  'https://op@example.org',
  'https://example.org/?',
  'https://example.org/#a',
])('%s is refused', (text) => {
  expect(load(text)).toEqual({
    ok: false,
    problems: ['PUBLIC_URL must have no user, no query and no fragment'],
  });
});

test('http to any but this machine warns: behind a proxy that ends TLS it is the wrong address', () => {
  const warning = expect.stringContaining('cookies go without `Secure`') as string;
  expect(load('http://id.example.org')).toMatchObject({ ok: true, warnings: [warning] });
});
