import { z } from 'zod';
import { ootoScopes, sessionFailureSchema, sessionStatusSchema } from '#domain/session.js';
import { faceSchema } from '#http/apis/ooto/face-schema.js';

/** Body of `POST /flow/sessions`; what else stands in it is ignored. Scopes, lifetime and URLs are checked behind it. */
export const flowRequestSchema = z.object({
  scopes: z.array(z.string()),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  callbackUrl: z.string().nullish(),
  returnUrl: z.string().nullish(),
  ttlSec: z.number().nullish(),
});

export const flowCreatedSchema = z.strictObject({ sessionId: z.uuid(), token: z.string(), url: z.url() });

export const flowResultSchema = faceSchema.extend({
  /** Null: nobody was found. */
  search: z
    .strictObject({ templateId: z.string(), similarity: z.number().min(0).max(1) })
    .nullable()
    .optional(),
  enroll: z.strictObject({ templateId: z.string() }).optional(),
});
export type FlowResult = z.infer<typeof flowResultSchema>;

/** Answer of `GET /flow/sessions/{token}` and body of the callback, without the envelope (seed 002, rulings). */
export const flowStatusSchema = z.strictObject({
  status: sessionStatusSchema,
  scopes: z.array(z.enum(ootoScopes)),
  nextStep: z.enum(['LIVENESS', 'DEEPFAKE', 'SEARCH', 'ENROLL']).nullable(),
  expiresAt: z.iso.datetime(),
  uiHints: z.strictObject({ needCaptcha: z.boolean() }),
  returnUrl: z.string().nullable(),
  /** Null until the session is DONE or FAILED. */
  result: flowResultSchema.nullable(),
  sessionId: z.uuid(),
  metadata: z.record(z.string(), z.unknown()).nullable(),
  /** Why it is FAILED. */
  failure: z.strictObject({ code: sessionFailureSchema, info: z.string() }).optional(),
});
export type FlowStatus = z.infer<typeof flowStatusSchema>;
