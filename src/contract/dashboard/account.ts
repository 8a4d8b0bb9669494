import { z } from 'zod';
import { call } from '#contract/dashboard/call.js';
import { timeSchema } from '#contract/time.js';
import { grantSchema, passwordLength } from '#domain/user.js';

const password = z.string().min(1).max(passwordLength.most);
const newPassword = z
  .string()
  .min(passwordLength.least)
  .max(passwordLength.most)
  .describe('Any characters. One of the most common, or one that holds the name, is refused (`password-unsuitable`).');
/** Six digits of the authenticator. */
const code = z.string().regex(/^\d{6}$/);

/** An application that the user has a role at. */
export const ownApplicationSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  role: grantSchema.shape.role.describe('The highest that the user has there.'),
});

export const signedInSchema = z.strictObject({
  state: z.literal('signed-in'),
  user: z.strictObject({
    id: z.string(),
    name: z.string(),
    kind: z.enum(['local', 'oidc']).describe('`oidc`: password, second factor and roles are kept by the provider.'),
    installationAdmin: z.boolean().describe('`admin` at all applications: may add users and applications.'),
  }),
  applications: z.array(ownApplicationSchema).describe('By name.'),
  recoveryCodesLeft: z.int().nullable().describe('Null for users of a provider.'),
  expiresAt: timeSchema.describe('The latest end of this session.'),
  idleSeconds: z.int().describe('It ends after so long without a call.'),
  version: z.string().describe('Of the server.'),
});

/** Where this browser stands. */
export const accountStateSchema = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('signed-out'),
    firstRun: z.boolean().describe('There is no user yet: the page says how `bonafide users add` makes the first one.'),
    oidc: z
      .strictObject({ label: z.string() })
      .nullable()
      .describe('A button that leads to `GET sign-in/oidc`, as a whole page. Null: none is configured.'),
  }),
  z.strictObject({ state: z.literal('code-needed').describe('`POST sign-in/code` or `sign-in/recovery` comes next.') }),
  z.strictObject({
    state: z.literal('enrolment-needed').describe('`POST totp`, then `POST totp/confirm` come next.'),
    name: z.string(),
  }),
  signedInSchema,
]);
export type AccountState = z.infer<typeof accountStateSchema>;

export const totpSecretSchema = z.strictObject({
  secret: z.string().describe('Base32, to be typed in where no camera is.'),
  uri: z.string().describe('`otpauth://totp/…`, for a QR code.'),
});

export const recoveryCodesSchema = z.strictObject({
  recoveryCodes: z.array(z.string()).describe('Ten, each good once in place of a code. Shown this once.'),
});

export const accountSessionSchema = z.strictObject({
  id: z.string(),
  createdAt: timeSchema,
  lastSeenAt: timeSchema,
  expiresAt: timeSchema,
  current: z.boolean(),
  browser: z.string().nullable().describe('As the browser calls itself.'),
  address: z.string().nullable().describe('The network that it signed in from.'),
});

const nothing = z.strictObject({});

/**
 * First run, sign-in, second factor, account. Failures beside `request-invalid`: `sign-in-failed` (name, password or code are
 * wrong, or the account is disabled: which of them is not told), `sign-in-locked` with `Retry-After`, `sign-in-required` (no
 * session, or it is over), `invitation-invalid`, `password-unsuitable`.
 */
export const accountCalls = {
  accountState: call({ method: 'GET', path: '/account', access: 'anybody', answer: accountStateSchema }),
  /** Answers `code-needed` or `enrolment-needed`. */
  signIn: call({
    method: 'POST',
    path: '/sign-in',
    access: 'anybody',
    body: z.strictObject({ name: z.string().min(1).max(100), password }),
    answer: accountStateSchema,
  }),
  signInCode: call({
    method: 'POST',
    path: '/sign-in/code',
    access: 'signing-in',
    body: z.strictObject({ code }),
    answer: accountStateSchema,
  }),
  signInRecovery: call({
    method: 'POST',
    path: '/sign-in/recovery',
    access: 'signing-in',
    body: z.strictObject({ recoveryCode: z.string().min(1).max(40) }),
    answer: accountStateSchema,
  }),
  /**
   * Leads to the provider, and from there back to `/dashboard/`, or to `/dashboard/sign-in?error=<code>` with `oidc-failed`,
   * `oidc-no-role` or `oidc-unavailable`.
   */
  signInOidc: call({ method: 'GET', path: '/sign-in/oidc', access: 'anybody', answer: 'redirect' }),
  signInOidcCallback: call({
    method: 'GET',
    path: '/sign-in/oidc/callback',
    access: 'anybody',
    query: z.looseObject({}),
    answer: 'redirect',
  }),
  /** The link of an invitation is `/dashboard/set-up#<token>`: the page reads the token from behind the `#`. */
  invitation: call({
    method: 'POST',
    path: '/set-up/look',
    access: 'anybody',
    body: z.strictObject({ token: z.string().max(100) }),
    answer: z.strictObject({ name: z.string(), expiresAt: timeSchema }),
  }),
  /** Uses the invitation up; answers `enrolment-needed`. */
  setUp: call({
    method: 'POST',
    path: '/set-up',
    access: 'anybody',
    body: z.strictObject({ token: z.string().max(100), password: newPassword }),
    answer: accountStateSchema,
  }),
  /** A secret for the authenticator; one that was not confirmed counts no more. With `enrolment-needed`. */
  enrolTotp: call({ method: 'POST', path: '/totp', access: 'signing-in', body: nothing, answer: totpSecretSchema }),
  confirmTotp: call({
    method: 'POST',
    path: '/totp/confirm',
    access: 'signing-in',
    body: z.strictObject({ code }),
    answer: recoveryCodesSchema,
  }),
  signOut: call({ method: 'POST', path: '/sign-out', access: 'signing-in', body: nothing, answer: 'none' }),
  changePassword: call({
    method: 'POST',
    path: '/account/password',
    access: 'signed-in',
    body: z.strictObject({ password, code, newPassword }),
    answer: 'none',
  }),
  /** Replaces the authenticator: the new one is confirmed by `renewTotpConfirm`, until then the old one holds. */
  renewTotp: call({
    method: 'POST',
    path: '/account/totp',
    access: 'signed-in',
    body: z.strictObject({ password, code }),
    answer: totpSecretSchema,
  }),
  renewTotpConfirm: call({
    method: 'POST',
    path: '/account/totp/confirm',
    access: 'signed-in',
    body: z.strictObject({ code }),
    answer: recoveryCodesSchema,
  }),
  renewRecoveryCodes: call({
    method: 'POST',
    path: '/account/recovery-codes',
    access: 'signed-in',
    body: z.strictObject({ password, code }),
    answer: recoveryCodesSchema,
  }),
  accountSessions: call({
    method: 'GET',
    path: '/account/sessions',
    access: 'signed-in',
    answer: z.strictObject({ data: z.array(accountSessionSchema) }),
  }),
  endAccountSession: call({ method: 'DELETE', path: '/account/sessions/{id}', access: 'signed-in', answer: 'none' }),
  /** This one too. */
  signOutEverywhere: call({
    method: 'POST',
    path: '/account/sign-out-everywhere',
    access: 'signed-in',
    body: nothing,
    answer: 'none',
  }),
} as const;
