import { expect, test } from 'vitest';
import { grantsOf, parseOidcRoles } from '#services/users/oidc/oidc-roles.js';

const roles = parseOidcRoles('bonafide-admins=admin, shop review=reviewer:app_x');

test('roles are read with their applications', () => {
  expect(roles).toEqual([
    { value: 'bonafide-admins', grant: { applicationId: null, role: 'admin' } },
    { value: 'shop review', grant: { applicationId: 'app_x', role: 'reviewer' } },
  ]);
});

test.each(['', 'admins', 'admins=boss', 'a=admin,b', '=admin'])('%j is no list of roles', (text) => {
  expect(parseOidcRoles(text)).toBeNull();
});

test.each([
  [{ groups: ['bonafide-admins', 'other'] }, 'groups', ['admin']],
  [{ groups: 'shop review' }, 'groups', ['reviewer']],
  [{ realm: { roles: ['bonafide-admins', 'shop review'] } }, 'realm.roles', ['admin', 'reviewer']],
  [{ 'https://x.example/roles': ['bonafide-admins'] }, 'https://x.example/roles', ['admin']],
  [{ groups: ['bonafide-admin'] }, 'groups', []],
  [{ groups: { 'bonafide-admins': true } }, 'groups', []],
  [{}, 'groups', []],
])('%j by %s gives %j', (claims, name, expected) => {
  expect(grantsOf(claims, name, roles!).map(({ role }) => role)).toEqual(expected);
});
