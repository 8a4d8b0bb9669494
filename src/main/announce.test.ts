import { defaultApplicationSettings } from '#domain/application-settings.js';
import { expect, test } from 'vitest';
import { firstStartText, localUrl, readyText } from '#main/announce.js';

test.each([
  [{ host: '127.0.0.1', tls: null }, 'http://localhost:8080'],
  [{ host: '0.0.0.0', tls: 'self-signed' }, 'https://localhost:8080'],
  [{ host: 'fd00::1', tls: null }, 'http://[fd00::1]:8080'],
  [{ host: '10.0.0.5', tls: null }, 'http://10.0.0.5:8080'],
] as const)('%j is reached at %s', (config, url) => {
  expect(localUrl(config, 8080)).toBe(url);
});

test.each([
  ['this-machine', null, 'http://localhost:8080', 'http://localhost:8080/demo'],
  ['this-machine', 'http://localhost:3000', 'http://localhost:3000', 'http://localhost:8080/demo'],
  ['anybody', 'https://id.example', 'https://id.example', 'https://id.example/demo'],
  ['off', null, 'http://localhost:8080', null],
] as const)('a server whose demo is for %s, at %s, names its addresses', (demo, publicUrl, url, page) => {
  const text = readyText({ host: '127.0.0.1', tls: null, publicUrl, demo }, 8080);
  expect(text.split('\n')).toEqual([
    `Bonafide is ready on ${url}`,
    ...(page === null ? [] : [`Try it in a browser: ${page}`]),
  ]);
});

test('the first start shows the key and a call that can be pasted', () => {
  const text = firstStartText({
    application: { id: 'app_a', name: 'default', createdAtEpochMs: 1, settings: defaultApplicationSettings },
    created: {
      text: 'sk_live_k_s',
      key: {
        id: 'k',
        applicationId: 'app_a',
        kind: 'secret',
        mode: 'live',
        name: 'first key',
        scopes: ['verify'],
        createdAtEpochMs: 1,
        revokedAtEpochMs: null,
        succeedsKeyId: null,
      },
    },
    samples: {
      document: "/it's/passport.jpg",
      selfie: '/s/owner.jpg',
      impostor: '/s/impostor.jpg',
      warmUpDocument: '/s/w.jpg',
    },
    url: 'http://localhost:8080',
    selfSigned: false,
  });
  expect(text).toContain(`  curl http://localhost:8080/api/v1.0/doc/identify \\
    -H 'APP-ID: app_a' -H 'APP-KEY: sk_live_k_s' \\
    -F 'doc=@/it'\\''s/passport.jpg' -F 'selfie=@/s/owner.jpg'`);
  expect(text).toContain('/s/impostor.jpg');
});
