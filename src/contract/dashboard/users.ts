import { z } from 'zod';
import { call } from '#contract/dashboard/call.js';
import { timeSchema } from '#contract/time.js';
import { grantSchema, userNameSchema } from '#domain/user.js';

export const userSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['local', 'oidc']),
  createdAt: timeSchema,
  lastSignInAt: timeSchema.nullable(),
  state: z
    .enum(['invited', 'active', 'disabled'])
    .describe('`invited`: has a set-up link that was not used, or has no second factor yet.'),
  invitationExpiresAt: timeSchema.nullable(),
  lockedUntil: timeSchema.nullable().describe('After failed sign-ins; null: not locked.'),
  grants: z.array(grantSchema).describe('For `oidc` as the provider said at the last sign-in: not to be changed here.'),
});
export type DashboardUser = z.infer<typeof userSchema>;

const grants = z
  .array(grantSchema)
  .min(1)
  .max(100)
  .refine((all) => new Set(all.map(({ applicationId }) => applicationId)).size === all.length, {
    message: 'must name each application once',
  });

export const invitationSchema = z.strictObject({
  user: userSchema,
  setUpUrl: z.string().describe('For the user alone: whoever opens it first sets the password. Shown this once.'),
});

const nothing = z.strictObject({});

/** Users of the dashboard. Failures: `not-found`, `user-name-taken`, `last-admin` (nobody would be left to add users). */
export const userCalls = {
  users: call({
    method: 'GET',
    path: '/users',
    access: 'installation-admin',
    answer: z.strictObject({ data: z.array(userSchema) }),
  }),
  addUser: call({
    method: 'POST',
    path: '/users',
    access: 'installation-admin',
    body: z.strictObject({ name: userNameSchema, grants }),
    answer: invitationSchema,
    status: 201,
  }),
  /** Signs the user out everywhere where it takes something away. */
  changeUser: call({
    method: 'PATCH',
    path: '/users/{id}',
    access: 'installation-admin',
    body: z.strictObject({ grants: grants.optional(), disabled: z.boolean().optional() }),
    answer: userSchema,
  }),
  /** Takes away password, second factor and sessions, and makes a new set-up link. Of local users alone. */
  resetUser: call({
    method: 'POST',
    path: '/users/{id}/reset',
    access: 'installation-admin',
    body: nothing,
    answer: invitationSchema,
  }),
  signOutUser: call({
    method: 'POST',
    path: '/users/{id}/sign-out',
    access: 'installation-admin',
    body: nothing,
    answer: 'none',
  }),
} as const;
