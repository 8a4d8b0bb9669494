import { z } from 'zod';
import { sessionResourceSchema } from '#contract/session.js';
import { sessionLifetimeSeconds, sessionScopeSchema } from '#domain/session.js';
import { metadataSchema, userIdentifierSchema } from '#domain/verification-context.js';

const { least, most, usual } = sessionLifetimeSeconds;

export const newSessionSchema = z.strictObject({
  scopes: z
    .array(sessionScopeSchema)
    .min(1)
    .describe('What the person is to show. `match` needs `document`; `search` needs a key that may search.'),
  userIdentifier: userIdentifierSchema.optional().describe('Your name for the person.'),
  externalId: z.string().min(1).max(256).optional().describe('Your name for the case.'),
  metadata: metadataSchema.optional().describe('An object of yours, at most 16 kB of JSON.'),
  callbackUrl: z.string().max(2048).optional().describe('Told of the end, beside your webhook endpoints.'),
  returnUrl: z.string().max(2048).optional().describe('Where the page leads at the end.'),
  lifetimeSeconds: z.int().min(least).max(most).default(usual).describe('How long the link works.'),
});

export const createdSessionSchema = sessionResourceSchema.extend({
  url: z.string().describe('The link for the person.'),
});
