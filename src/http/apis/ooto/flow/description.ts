import { flowCreatedSchema, flowRequestSchema, flowStatusSchema } from '#http/apis/ooto/flow/schema.js';
import type { ApiOperation } from '#http/openapi/api-operation.js';

/** The calls of seed 002 for the OpenAPI document. `prefix`: that of the dialect. */
export const flowOperations = (prefix: string): readonly ApiOperation[] => [
  {
    method: 'POST',
    path: `${prefix}/flow/sessions`,
    summary: 'Make a verification link',
    description: 'Scopes run in the order liveness, deepfake, search, enroll. The callback has the body of Get Status.',
    scope: 'verify',
    creates: true,
    json: flowRequestSchema,
    answers: { 200: { description: 'The session and its link, told this once.', schema: flowCreatedSchema } },
  },
  {
    method: 'GET',
    path: `${prefix}/flow/sessions/{token}`,
    summary: 'Get the status of a verification link',
    scope: 'read',
    answers: { 200: { description: 'The session, also one that has ended.', schema: flowStatusSchema } },
  },
];
