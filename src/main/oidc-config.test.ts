import { expect, test } from 'vitest';
import { readOidc } from '#main/oidc-config.js';

const roles = [{ value: 'admins', grant: { applicationId: null, role: 'admin' } }] as const;
const whole = {
  BONAFIDE_OIDC_ISSUER: 'https://login.example/realm/',
  BONAFIDE_OIDC_CLIENT_ID: 'bonafide',
  BONAFIDE_OIDC_CLIENT_SECRET: 's',
  BONAFIDE_OIDC_ROLES: [...roles],
};
const asGiven = (values: object): Record<string, string> =>
  Object.fromEntries(Object.keys(values).map((name) => [name, 'given']));

test('a whole provider has defaults for the rest', () => {
  const problems: string[] = [];
  expect(readOidc(whole, asGiven(whole), problems)).toEqual({
    issuer: 'https://login.example/realm/',
    clientId: 'bonafide',
    clientSecret: 's',
    roles,
    rolesClaim: 'groups',
    scopes: 'openid profile email',
    label: 'Single sign-on',
  });
  expect(problems).toEqual([]);
});

test.each([
  [{ ...whole, BONAFIDE_OIDC_ROLES: undefined }, ['BONAFIDE_OIDC_ISSUER'], [/needs .*BONAFIDE_OIDC_ROLES$/]],
  [{ ...whole, BONAFIDE_OIDC_CLIENT_ID: undefined }, Object.keys(whole), [/needs BONAFIDE_OIDC_CLIENT_ID/]],
  // What is not in order by itself was told before.
  [{ ...whole, BONAFIDE_OIDC_ROLES: undefined }, Object.keys(whole), []],
  [
    { BONAFIDE_OIDC_LABEL: 'Go' },
    ['BONAFIDE_OIDC_LABEL'],
    [/^BONAFIDE_OIDC_LABEL say nothing without BONAFIDE_OIDC_ISSUER$/],
  ],
  [{}, [], []],
])('%j is no provider', (values, given, expected) => {
  const problems: string[] = [];
  expect(readOidc(values, Object.fromEntries(given.map((name) => [name, 'given'])), problems)).toBeNull();
  expect(problems).toEqual(expected.map((pattern) => expect.stringMatching(pattern) as string));
});
