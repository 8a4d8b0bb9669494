import { expect, test } from 'vitest';
import { isOwnPage } from '#http/own-page.js';

const asked = (headers: Record<string, string>) =>
  isOwnPage({ protocol: 'http', headers: { host: '10.0.0.7:8080', ...headers } }, 'https://id.example/verify');

test.each<[string, Record<string, string>]>([
  ['a program', {}],
  ['the public address', { origin: 'https://id.example', 'sec-fetch-site': 'same-origin' }],
  ['a browser that tells the origin alone', { origin: 'https://id.example' }],
  ['another name of this server', { origin: 'http://10.0.0.7:8080', 'sec-fetch-site': 'same-origin' }],
  ['an origin that its policy hides', { origin: 'null', 'sec-fetch-site': 'same-origin' }],
])('%s is heard', (_, headers) => {
  expect(asked(headers)).toBe(true);
});

test.each<[string, Record<string, string>]>([
  ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['another origin', { origin: 'https://evil.example' }],
  ['another origin that says it is the same', { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
  ['another port', { origin: 'http://10.0.0.7:3000' }],
  ['a neighbour', { origin: 'https://id.example', 'sec-fetch-site': 'same-site' }],
  ['a hidden origin', { origin: 'null' }],
])('%s is refused', (_, headers) => {
  expect(asked(headers)).toBe(false);
});
