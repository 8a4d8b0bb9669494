import { fileResourceSchema, newErasureSchema, newUploadSchema, uploadResourceSchema } from '#contract/file.js';
import { toTime } from '#contract/time.js';
import { fail, ok } from '#domain/outcome.js';
import { actorOf, endpoint, type NativeEndpoint } from '#http/apis/native/endpoint.js';
import { answeredUrlMs, toFileResource } from '#http/apis/native/file-resource.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { erasureReceiptSchema } from '#services/erase/receipt.js';

/** Uploads, stored files, and the end of everything that is stored about somebody. */
export function fileEndpoints({ records, files, uploads, erase, now }: HttpDependencies): NativeEndpoint[] {
  return [
    endpoint({
      method: 'POST',
      path: '/uploads',
      summary: 'Ask for leave to upload a picture or video',
      description: 'Send the bytes with PUT to `url`; then give `key` in place of a picture, within 24 hours.',
      scope: 'verify',
      json: newUploadSchema,
      creates: true,
      answers: { 201: { description: 'Where to send it.', schema: uploadResourceSchema } },
      async handle({ owner, body }) {
        const presigned = uploads.presign(owner, body);
        if (!presigned.ok) return presigned;
        const { expiresAtEpochMs, ...upload } = presigned.value;
        return ok({ body: { object: 'upload', ...upload, expiresAt: toTime(expiresAtEpochMs) } });
      },
    }),
    endpoint({
      method: 'GET',
      path: '/files/{id}',
      summary: 'A stored picture or video, and where it can be fetched',
      description: 'The address works for an hour. Each time that it is opened stands in the audit log.',
      scope: 'read',
      answers: { 200: { description: 'The file, without its bytes.', schema: fileResourceSchema } },
      async handle({ owner, parameters }) {
        const file = await files.find(owner, parameters['id']!);
        if (file === null) return fail({ code: 'not-found' });
        return ok({ body: toFileResource(file, { files, nowEpochMs: now(), validForMs: answeredUrlMs }) });
      },
    }),
    endpoint({
      method: 'DELETE',
      path: '/files/{id}',
      summary: 'Destroy a stored picture or video',
      scope: 'admin',
      answers: { 204: { description: 'It is gone.' } },
      async handle(call) {
        const { owner } = call;
        const fileId = call.parameters['id']!;
        const works = await records.inTransaction(async (inside) => {
          const afterCommit: (() => Promise<void>)[] = [];
          const count = await files.deleteInside(inside, owner, { fileId }, (work) => void afterCommit.push(work));
          if (count === 0) return null;
          const entry = { ...owner, atEpochMs: now(), action: 'subject.erased', target: fileId } as const;
          await inside.audit.append({ ...entry, actor: actorOf(call), details: { files: count } });
          return afterCommit;
        });
        if (works === null) return fail({ code: 'not-found' });
        // The bytes are unreadable already; what cannot be removed now, a sweep removes.
        for (const work of works) await work().catch(() => undefined);
        await records.purgeOldPages();
        return ok({ body: undefined });
      },
    }),
    endpoint({
      method: 'DELETE',
      path: '/verifications/{id}',
      summary: 'Erase a verification',
      description:
        'Destroys result, pictures, whom it enrolled, remembered answers and webhook bodies, of its whole session where it has one.',
      scope: 'admin',
      answers: { 200: { description: 'A signed receipt.', schema: erasureReceiptSchema } },
      async handle(call) {
        const id = call.parameters['id']!;
        if ((await records.verifications.findSummary(call.owner, id)) === null) return fail({ code: 'not-found' });
        const { receipt } = await erase(call.owner, { kind: 'check', id }, actorOf(call));
        return ok({ body: receipt });
      },
    }),
    endpoint({
      method: 'POST',
      path: '/erasures',
      summary: 'Erase everything about a person',
      description:
        'Everything under the identifier that you gave the person: verifications, sessions, templates, pictures, remembered answers, webhook bodies. An unknown identifier gets a receipt whose counts are 0.',
      scope: 'admin',
      json: newErasureSchema,
      creates: true,
      answers: { 201: { description: 'A signed receipt.', schema: erasureReceiptSchema } },
      async handle(call) {
        const subject = { kind: 'user', identifier: call.body.userIdentifier } as const;
        const { receipt } = await erase(call.owner, subject, actorOf(call));
        return ok({ body: receipt });
      },
    }),
  ];
}
