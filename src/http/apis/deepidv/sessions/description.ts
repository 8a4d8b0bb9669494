import { sessionRequestSchema, sessionSchema } from '#http/apis/deepidv/sessions/schema.js';
import type { ApiOperation } from '#http/openapi/api-operation.js';

/** The calls of sessions for the OpenAPI document. `prefix`: that of the dialect. */
export const deepidvSessionOperations = (prefix: string): readonly ApiOperation[] => [
  {
    method: 'POST',
    path: `${prefix}/sessions`,
    summary: 'Make a session and its hosted link',
    scope: 'verify',
    creates: true,
    json: sessionRequestSchema,
    answers: { 200: { description: 'The session, and its link.', schema: sessionSchema } },
  },
  {
    method: 'GET',
    path: `${prefix}/sessions/{id}`,
    summary: 'Get a session',
    scope: 'read',
    answers: {
      200: {
        description:
          'The session as it stands; its link is null once it is over, and to keys without the scope verify.',
        schema: sessionSchema,
      },
    },
  },
];
