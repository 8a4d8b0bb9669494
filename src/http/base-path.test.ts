import { expect, test } from 'vitest';
import { basePathOf, withoutBasePath } from '#http/base-path.js';

test.each([
  ['https://id.example', ''],
  ['https://id.example/', ''],
  ['https://id.example/verify', '/verify'],
  ['https://id.example/a/b/', '/a/b'],
])('%s begins with %j', (publicUrl, basePath) => {
  expect(basePathOf(publicUrl)).toBe(basePath);
});

test.each([
  ['/verify/flow/t?a=1', '/verify', '/flow/t?a=1'],
  ['/flow/t', '/verify', '/flow/t'],
  ['/verification', '/verify', '/verification'],
  ['/verify', '/verify', '/verify'],
  ['/flow/t', '', '/flow/t'],
])('%s below %j is %s', (url, basePath, path) => {
  expect(withoutBasePath(url, basePath)).toBe(path);
});
