import { z } from 'zod';
import {
  applicationResourceSchema,
  createdKeySchema,
  keyResourceSchema,
  newKeySchema,
  usageRowSchema,
} from '#contract/administration.js';
import { applicationPath, call } from '#contract/dashboard/call.js';
import { policyReferenceSchema } from '#domain/calibrated-policy.js';
import { userRoleSchema } from '#domain/user.js';

export const dashboardApplicationSchema = applicationResourceSchema.extend({
  role: userRoleSchema.describe('Of the user who asks.'),
  recogniser: z
    .strictObject({
      id: z.string(),
      version: z.string(),
      threshold: z
        .number()
        .describe('Native score from which faces match, unless the application has a threshold of its own.'),
      reviewFrom: z.number(),
    })
    .describe('What compares faces in this installation.'),
  policies: z
    .array(
      z.strictObject({
        policy: policyReferenceSchema,
        threshold: z.number(),
        reviewFrom: z.number(),
        wantedFmr: z.number().describe('What the false match rate at the threshold does not exceed.'),
      }),
    )
    .describe('Calibrated policies of the recogniser in use, which the application could decide by.'),
  defaults: applicationResourceSchema.shape.settings.describe('What each setting is where nobody set it.'),
});

const nothing = z.strictObject({});

/** Applications, their settings, keys, and what they used. Keys belong to a mode by themselves: the lists hold both. */
export const applicationCalls = {
  createApplication: call({
    method: 'POST',
    path: '/applications',
    access: 'installation-admin',
    body: z.strictObject({ name: z.string().trim().min(1).max(100) }),
    answer: dashboardApplicationSchema,
    status: 201,
  }),
  application: call({ method: 'GET', path: applicationPath, access: 'viewer', answer: dashboardApplicationSchema }),
  /** What is named is set, what is not stays; an object `tokens.prices` is replaced whole. */
  changeSettings: call({
    method: 'PATCH',
    path: `${applicationPath}/settings`,
    access: 'admin',
    body: z.record(z.string(), z.unknown()).describe('Part of `applicationSettingsSchema`.'),
    answer: dashboardApplicationSchema,
  }),
  /** A negative number takes; the balance never falls below 0. */
  addTokens: call({
    method: 'POST',
    path: `${applicationPath}/tokens`,
    access: 'installation-admin',
    body: z.strictObject({ tokens: z.int().min(-1_000_000_000).max(1_000_000_000) }),
    answer: dashboardApplicationSchema,
  }),
  usage: call({
    method: 'GET',
    path: `${applicationPath}/usage`,
    access: 'viewer',
    query: z.strictObject({ from: z.iso.date().optional(), to: z.iso.date().optional() }),
    answer: z.strictObject({
      data: z.array(usageRowSchema).describe('Oldest day first; the last 30 days, unless told otherwise.'),
      callsToday: z.int().describe('Both modes, against `limits.perDay`.'),
    }),
  }),
  keys: call({
    method: 'GET',
    path: `${applicationPath}/keys`,
    access: 'admin',
    answer: z.strictObject({ data: z.array(keyResourceSchema).describe('Oldest first; revoked ones too.') }),
  }),
  createKey: call({
    method: 'POST',
    path: `${applicationPath}/keys`,
    access: 'admin',
    body: newKeySchema,
    answer: createdKeySchema,
    status: 201,
  }),
  /** Both keys work until the older one is revoked. */
  rotateKey: call({
    method: 'POST',
    path: `${applicationPath}/keys/{id}/rotate`,
    access: 'admin',
    body: nothing,
    answer: createdKeySchema,
    status: 201,
  }),
  revokeKey: call({
    method: 'POST',
    path: `${applicationPath}/keys/{id}/revoke`,
    access: 'admin',
    body: nothing,
    answer: keyResourceSchema,
  }),
} as const;
