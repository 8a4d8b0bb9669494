import { expect, test } from 'vitest';
import { matchPath } from '#web/dashboard/routing/match-path.js';

test('takes the named segments, decoded', () => {
  expect(matchPath('/a/{applicationId}/{mode}/templates/{id}', '/a/app_1/test/templates/a%2Fb')).toEqual({
    applicationId: 'app_1',
    mode: 'test',
    id: 'a/b',
  });
});

test('follows no other path', () => {
  expect(matchPath('/users', '/audit')).toBeNull();
  expect(matchPath('/a/{id}', '/a/1/2')).toBeNull();
  expect(matchPath('/a/{id}', '/a/')).toBeNull();
  expect(matchPath('/a/{id}', '/a/%E0%A4%A')).toBeNull();
});
