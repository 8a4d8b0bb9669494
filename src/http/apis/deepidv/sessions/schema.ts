import { z } from 'zod';
import { identityVerifySchema } from '#http/apis/deepidv/schema.js';
import { deepidvStatuses } from '#services/sessions/deepidv-sessions.js';

const given = z.string().trim().min(1).max(200).nullish();

/** Unknown fields are ignored, as everywhere in this dialect. */
export const sessionRequestSchema = z.object({
  firstName: given,
  lastName: given,
  email: z.email().max(254).nullish(),
  phone: given,
  workflowId: given,
  externalId: given,
});

const text = z.string().nullable();
const { document, faceMatch } = identityVerifySchema.shape;

export const sessionSchema = z.strictObject({
  id: z.uuid(),
  status: z.enum(deepidvStatuses),
  firstName: text,
  lastName: text,
  email: text,
  phone: text,
  workflowId: text,
  externalId: text,
  /** The hosted link, as long as the session is open, to keys that may make links. */
  url: z.url().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  completedAt: z.iso.datetime().nullable(),
  /** Null before the end, and where nothing was found. Confidences 0–100. */
  result: z.strictObject({ verified: z.boolean(), document, faceMatch }).nullable(),
  /** Why a session was rejected without a comparison. */
  error: text,
});
export type DeepidvSession = z.infer<typeof sessionSchema>;
