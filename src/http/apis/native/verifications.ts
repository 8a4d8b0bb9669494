import { anyVerificationSchema, verificationSummarySchema } from '#contract/verification.js';
import { fail, ok } from '#domain/outcome.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { endpoint, type NativeEndpoint } from '#http/apis/native/endpoint.js';
import { answeredUrlMs, toFileLinks } from '#http/apis/native/file-resource.js';
import { pageOf, pageQuery, pageSchema, readCursor } from '#http/apis/native/pages.js';
import { toVerificationResource, toVerificationSummary } from '#http/apis/native/verification-resource.js';

/** What was done with pictures, in whichever dialect it was asked for. */
export function verificationEndpoints({ records, files, now }: HttpDependencies): NativeEndpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/verifications',
      summary: 'List verifications, newest first',
      description: 'Calls of every dialect. Without what was found: that is opened one by one.',
      scope: 'read',
      query: pageQuery,
      answers: { 200: { description: 'A page.', schema: pageSchema(verificationSummarySchema) } },
      async handle({ owner, query }) {
        const before = readCursor(query.cursor);
        if (!before.ok) return before;
        const rows = await records.verifications.page(owner, { limit: query.limit + 1, before: before.value });
        const page = pageOf(rows, query.limit, (row) => row);
        return ok({ body: { data: page.rows.map(toVerificationSummary), nextCursor: page.nextCursor } });
      },
    }),
    endpoint({
      method: 'GET',
      path: '/verifications/{id}',
      summary: 'One verification, with everything that was found',
      scope: 'read',
      answers: { 200: { description: 'The verification.', schema: anyVerificationSchema } },
      async handle({ owner, parameters }) {
        const record = await records.verifications.find(owner, parameters['id']!);
        if (record === null) return fail({ code: 'not-found' });
        const review = await records.reviews.find(owner, record.id);
        const pictures = await files.list(owner, { verificationId: record.id });
        const signing = { files, nowEpochMs: now(), validForMs: answeredUrlMs };
        const links = toFileLinks(pictures, signing);
        return ok({ body: toVerificationResource(record, { review, files: links }) });
      },
    }),
  ];
}
