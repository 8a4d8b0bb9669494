import type { FastifyInstance } from 'fastify';
import type { Principal } from '#domain/access.js';
import { fail } from '#domain/outcome.js';
import { addPictureCall } from '#http/apis/ooto/picture-call.js';
import { addAnswerSchema, searchAnswerSchema } from '#http/apis/ooto/schema.js';
import { toAddResult, toSearchResult } from '#http/apis/ooto/to-wire.js';
import type { HttpDependencies } from '#http/dependencies.js';
import type { Exchange } from '#http/exchange/exchange.js';

/** `POST /add` enrols a person, `POST /identify` finds one among the enrolled (1:N). `delete` stands beside. */
export function addTemplateCalls(
  api: FastifyInstance,
  exchange: Exchange,
  { enrol, identify }: Pick<HttpDependencies, 'enrol' | 'identify'>,
): void {
  addPictureCall(api, exchange, {
    paths: ['/add'],
    scope: 'verify',
    operation: 'enrol',
    form: { pictures: ['photo'], texts: ['templateId'] },
    signals: ['liveness', 'deepfake'],
    perform: async (caller, { pictures: { photo }, texts: { templateId } }) =>
      mayEnrol(caller.principal)
        ? enrol({ ...caller, picture: photo, ...(templateId !== undefined && { templateId }) })
        : fail({ code: 'scope-insufficient' }),
    toResult: toAddResult,
    schema: addAnswerSchema,
  });

  addPictureCall(api, exchange, {
    paths: ['/identify'],
    scope: 'search',
    operation: 'search',
    form: { pictures: ['photo'] },
    signals: ['liveness', 'deepfake'],
    perform: (caller, { pictures: { photo } }) => identify({ ...caller, picture: photo, limit: 1 }),
    toResult: toSearchResult,
    schema: searchAnswerSchema,
  });
}

/** Where duplicates are refused, enrolling says whether somebody is enrolled: a search by another name. */
const mayEnrol = ({ settings, scopes }: Principal): boolean =>
  !settings.enrolment.refuseDuplicates || scopes.includes('search');
