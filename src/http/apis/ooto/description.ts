import { flowOperations } from '#http/apis/ooto/flow/description.js';
import { z } from 'zod';
import type { Scope } from '#domain/access.js';
import { switchSchema, type SignalName } from '#http/apis/ooto/asked-signals.js';
import {
  addAnswerSchema,
  deepfakeAnswerSchema,
  deleteAnswerSchema,
  deleteBodySchema,
  failureAnswerSchema,
  identifyAnswerSchema,
  livenessAnswerSchema,
  recognizeAnswerSchema,
  searchAnswerSchema,
  verifyAnswerSchema,
} from '#http/apis/ooto/schema.js';
import type { ApiDescription, ApiOperation, FormPart } from '#http/openapi/api-operation.js';

export const ootoPrefix = '/api/v1.0';

const picture = (description: string): FormPart => ({ kind: 'picture', required: true, description });

/** A call with one answer, under each of its addresses. */
const calls = (
  paths: readonly string[],
  call: Pick<ApiOperation, 'summary' | 'description' | 'query' | 'form' | 'json'> & {
    readonly scope?: Scope;
    readonly answer: string;
    readonly schema: z.ZodType;
  },
): ApiOperation[] =>
  paths.map((path, index) => {
    const { answer, schema, scope = 'verify', ...said } = call;
    const summary = index === 0 ? said.summary : `${said.summary}: an older address`;
    const answers = { 200: { description: answer, schema } };
    return { ...said, summary, method: 'POST', path: ootoPrefix + path, scope, creates: true, answers };
  });

const signals = (...names: SignalName[]) =>
  z.object(
    Object.fromEntries(
      names.map((name) => [
        `check_${name}`,
        switchSchema.default('false').meta({ description: `Whether the answer carries the block "${name}".` }),
      ]),
    ),
  );

/** OOTO's dialect for the OpenAPI document. */
export const ootoDescription: ApiDescription = {
  dialect: 'ooto',
  title: 'OOTO-AI',
  description:
    'As published for OOTO-AI Identity Verification and Verification Link. Every answer stands in an envelope with its `transactionId`.',
  security: {
    ootoAppId: { type: 'apiKey', in: 'header', name: 'APP-ID' },
    ootoAppKey: { type: 'apiKey', in: 'header', name: 'APP-KEY' },
  },
  failureSchema: failureAnswerSchema,
  failures: {
    400: 'A picture cannot be used: codes 1 to 209 of the published table; or a bad request: code 400.',
    401: 'Wrong or missing APP-ID or APP-KEY.',
    402: 'The token balance does not cover the call.',
    403: 'The key does not carry the scope.',
    404: 'No such address.',
    409: 'The first request with this Idempotency-Key is still running.',
    422: 'The Idempotency-Key was used with another body.',
    429: 'Over the limits of the key, or the server has no room: see Retry-After.',
    500: 'A fault of the server; safe to try again.',
    503: 'The server is starting, stopping or without its storage.',
  },
  schemas: {
    OotoIdentifyAnswer: identifyAnswerSchema,
    OotoRecognizeAnswer: recognizeAnswerSchema,
    OotoVerifyAnswer: verifyAnswerSchema,
    OotoLivenessAnswer: livenessAnswerSchema,
    OotoDeepfakeAnswer: deepfakeAnswerSchema,
    OotoAddAnswer: addAnswerSchema,
    OotoSearchAnswer: searchAnswerSchema,
    OotoFailure: failureAnswerSchema,
  },
  operations: [
    ...calls(['/doc/identify', '/doc/compare'], {
      summary: 'Compare an identity document with a selfie',
      form: { doc: picture('The identity document.'), selfie: picture('The person.') },
      answer: 'The comparison, the face and the document.',
      schema: identifyAnswerSchema,
    }),
    ...calls(['/recognize'], {
      summary: 'Read an identity document',
      description: 'A document without a portrait, as the back of a card, is code 208.',
      form: { doc_image: picture('The identity document.') },
      answer: 'What was read, and where it lies.',
      schema: recognizeAnswerSchema,
    }),
    ...calls(['/verify', '/doc/verify'], {
      summary: 'Compare the faces of two pictures',
      description: 'The pictures may also be named `first_selfie` and `second_selfie`.',
      query: signals('liveness', 'deepfake'),
      form: { first_photo: picture('One face.'), second_photo: picture('The other.') },
      answer: 'Both faces, and whether they are one person.',
      schema: verifyAnswerSchema,
    }),
    ...calls(['/liveness'], {
      summary: 'Was a living person before the camera?',
      query: signals('deepfake'),
      form: { photo: picture('One face.') },
      answer: 'Liveness, and the face. What was not assessed has no number.',
      schema: livenessAnswerSchema,
    }),
    ...calls(['/deepfake'], {
      summary: 'Is the face genuine?',
      form: { photo: picture('One face.') },
      answer: 'Deepfake (higher is more likely genuine), and the face.',
      schema: deepfakeAnswerSchema,
    }),
    ...calls(['/add'], {
      summary: 'Enrol a person',
      description: 'Under a `templateId` that is there already the picture is added to that person.',
      query: signals('liveness', 'deepfake'),
      form: {
        photo: picture('One face.'),
        templateId: { kind: 'text', required: false, description: 'Names the person; default: a new UUID.' },
      },
      answer: 'The id of the template, and the face.',
      schema: addAnswerSchema,
    }),
    ...calls(['/identify'], {
      summary: 'Find a person among those enrolled',
      scope: 'search',
      query: signals('liveness', 'deepfake'),
      form: { photo: picture('One face.') },
      answer: 'The best match and the face; nobody found is null.',
      schema: searchAnswerSchema,
    }),
    ...calls(['/delete'], {
      summary: 'Delete an enrolled person',
      form: { templateId: { kind: 'text', required: true, description: 'As `add` gave it.' } },
      json: deleteBodySchema,
      answer: 'Deleted. An unknown template is 400, code 400.',
      schema: deleteAnswerSchema,
    }),
    ...flowOperations(ootoPrefix),
  ],
};
