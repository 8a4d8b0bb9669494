import type { z } from 'zod';
import {
  enrolFieldsSchema,
  enrolmentResourceSchema,
  searchFieldsSchema,
  searchResourceSchema,
  templateResourceSchema,
} from '#contract/template.js';
import { toTime } from '#contract/time.js';
import type { Enrolment, Identification } from '#domain/operation.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { endpoint, type NativeEndpoint, type NativeOutcome } from '#http/apis/native/endpoint.js';
import { pageOf, pageQuery, pageSchema, readCursor } from '#http/apis/native/pages.js';
import { pictureEndpoint } from '#http/apis/native/picture-endpoint.js';
import type { HttpDependencies } from '#http/dependencies.js';
import type { EnrolledTemplate } from '#ports/template-records.js';
import { removalOperation } from '#services/templates/remove-template.js';
import { pictureLimitBytes } from '#services/uploaded-picture.js';

const photo = {
  photo: {
    kind: 'picture',
    required: true,
    description: 'A picture with one face, at most 15 MB.',
    limitBytes: pictureLimitBytes,
  },
} as const;

/** Enrolled people, and the search among them. */
export function templateEndpoints(dependencies: HttpDependencies): NativeEndpoint[] {
  const { records, enrol, identify, removeTemplate } = dependencies;
  return [
    pictureEndpoint(
      {
        path: '/templates',
        summary: 'Enrol a person, or add a picture to one',
        scope: 'verify',
        operation: 'enrol',
        pictures: photo,
        fields: enrolFieldsSchema,
        jsonTexts: ['metadata'],
        answers: {
          201: { description: 'Durable, and found by every search from now on.', schema: enrolmentResourceSchema },
        },
        async handle({ transactionId, principal, pictures, fields, settle }) {
          const { templateId, ...description } = fields;
          const told = (outcome: Outcome<Enrolment>): NativeOutcome =>
            outcome.ok
              ? ok({ body: { object: 'enrolment', verificationId: transactionId, ...outcome.value } })
              : outcome;
          const enrolled = await enrol({
            transactionId,
            principal,
            dialect: 'native',
            picture: pictures.photo,
            description: Object.fromEntries(Object.entries(description).filter(([, value]) => value !== undefined)),
            ...(templateId !== undefined && { templateId }),
            settle: (inside, outcome) => settle(inside, told(outcome)),
          });
          return told(enrolled);
        },
      },
      dependencies,
    ),
    pictureEndpoint(
      {
        path: '/templates/search',
        summary: 'Search the enrolled people for the one in a picture',
        scope: 'search',
        operation: 'search',
        pictures: photo,
        fields: searchFieldsSchema,
        jsonTexts: ['limit'],
        answers: { 200: { description: 'Who was found; nobody is no failure.', schema: searchResourceSchema } },
        async handle({ transactionId, principal, pictures, fields, settle }) {
          const told = (outcome: Outcome<Identification>): NativeOutcome =>
            outcome.ok ? ok({ body: { object: 'search', verificationId: transactionId, ...outcome.value } }) : outcome;
          const searched = await identify({
            transactionId,
            principal,
            dialect: 'native',
            picture: pictures.photo,
            limit: fields.limit,
            settle: (inside, outcome) => settle(inside, told(outcome)),
          });
          return told(searched);
        },
      },
      dependencies,
    ),
    endpoint({
      method: 'GET',
      path: '/templates',
      summary: 'List enrolled people, newest first',
      scope: 'read',
      query: pageQuery,
      answers: { 200: { description: 'A page.', schema: pageSchema(templateResourceSchema) } },
      async handle({ owner, query }) {
        const before = readCursor(query.cursor);
        if (!before.ok) return before;
        const rows = await records.templates.page(owner, { limit: query.limit + 1, before: before.value });
        const page = pageOf(rows, query.limit, (row) => row);
        return ok({ body: { data: page.rows.map(toTemplate), nextCursor: page.nextCursor } });
      },
    }),
    endpoint({
      method: 'GET',
      path: '/templates/{id}',
      summary: 'One enrolled person',
      scope: 'read',
      answers: { 200: { description: 'The template.', schema: templateResourceSchema } },
      async handle({ owner, parameters }) {
        const template = await records.templates.find(owner, parameters['id']!);
        return template === null ? fail({ code: 'template-not-found' }) : ok({ body: toTemplate(template) });
      },
    }),
    endpoint({
      method: 'DELETE',
      path: '/templates/{id}',
      summary: 'Delete an enrolled person',
      description: 'Destroys vectors and kept pictures; no search that begins afterwards finds the person.',
      scope: 'verify',
      answers: { 204: { description: 'It is gone.' } },
      operation: removalOperation,
      async handle({ principal, parameters }) {
        const removed = await removeTemplate({ principal, dialect: 'native', templateId: parameters['id']! });
        return removed.ok ? ok({ body: undefined }) : removed;
      },
    }),
  ];
}

/** Never with its vectors. */
export const toTemplate = (template: EnrolledTemplate): z.infer<typeof templateResourceSchema> => ({
  id: template.id,
  object: 'template',
  createdAt: toTime(template.createdAtEpochMs),
  updatedAt: toTime(template.updatedAtEpochMs),
  livemode: template.mode === 'live',
  userIdentifier: template.description.userIdentifier,
  label: template.description.label,
  metadata: template.description.metadata,
  samples: template.samples.map(({ id, createdAtEpochMs, quality, digest, imageFileId }) => ({
    id,
    createdAt: toTime(createdAtEpochMs),
    quality,
    recogniser: digest,
    imageFileId,
  })),
});
