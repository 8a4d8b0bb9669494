import { z } from 'zod';
import { call, ownedPath } from '#contract/dashboard/call.js';
import { verificationRowSchema } from '#contract/dashboard/verifications.js';
import { createdSessionSchema, newSessionSchema } from '#contract/new-session.js';
import { pageQuery, pageSchema } from '#contract/page.js';
import { sessionResourceSchema, sessionSummarySchema } from '#contract/session.js';
import { sessionStatusSchema } from '#domain/session.js';

export const sessionDetailSchema = z.strictObject({
  session: sessionResourceSchema.describe(
    'Its `url` is there for reviewers, as long as the link is open; its `callbackUrl` for admins.',
  ),
  verifications: z.array(verificationRowSchema).describe('Oldest first.'),
});

const nothing = z.strictObject({});

/** Links under which people show their documents and faces. */
export const sessionCalls = {
  sessions: call({
    method: 'GET',
    path: `${ownedPath}/sessions`,
    access: 'viewer',
    query: pageQuery.extend({
      status: sessionStatusSchema.optional(),
      search: z.string().min(1).max(256).optional().describe('An id, a user identifier or an external id, whole.'),
    }),
    answer: pageSchema(sessionSummarySchema),
  }),
  session: call({
    method: 'GET',
    path: `${ownedPath}/sessions/{id}`,
    access: 'viewer',
    answer: sessionDetailSchema,
  }),
  createSession: call({
    method: 'POST',
    path: `${ownedPath}/sessions`,
    access: 'reviewer',
    body: newSessionSchema,
    answer: createdSessionSchema,
    status: 201,
  }),
  /** Its pictures are destroyed. Failure `session-over`. */
  cancelSession: call({
    method: 'POST',
    path: `${ownedPath}/sessions/{id}/cancel`,
    access: 'reviewer',
    body: nothing,
    answer: sessionDetailSchema,
  }),
  /** For a person who lost the browser: the next who acts has the link. Failure `session-over`. */
  releaseSession: call({
    method: 'POST',
    path: `${ownedPath}/sessions/{id}/release`,
    access: 'reviewer',
    body: nothing,
    answer: sessionDetailSchema,
  }),
} as const;
