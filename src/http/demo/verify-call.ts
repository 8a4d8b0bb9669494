import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { demoAnswerSchema, demoPictures, type DemoAnswer } from '#contract/demo.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { toVerificationResource } from '#http/apis/native/verification-resource.js';
import { isDemoPage } from '#http/demo/demo-door.js';
import type { Exchange } from '#http/exchange/exchange.js';
import { readForm } from '#http/uploads/read-form.js';
import { isGone } from '#http/uploads/read-json.js';
import type { TakeOfAddress } from '#services/capture/capture-limits.js';
import type { Demonstrate, Demonstration, DemoRequest } from '#services/demo/demonstrate.js';
import { uploadLimitBytes } from '#services/files/upload-types.js';

/** 50 MB, as everywhere. */
export const videoLimitBytes = uploadLimitBytes('video/mp4')!; // a type that is taken

/** `POST /verify`: judges the pictures of a form, tells it, and forgets them. */
export function addVerifyCall(
  api: FastifyInstance,
  {
    demonstrate,
    take,
    exchange,
    publicUrl,
  }: {
    readonly demonstrate: Demonstrate;
    readonly take: TakeOfAddress;
    readonly exchange: Exchange;
    readonly publicUrl: () => string;
  },
): void {
  async function admit(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    if (!isDemoPage(request, publicUrl())) return exchange.fail(request, reply, { code: 'request-invalid' });
    const waitMs = await take('demo', request.ip);
    if (waitMs === null) return undefined;
    reply.header('retry-after', String(Math.max(1, Math.ceil(waitMs / 1000))));
    return exchange.fail(request, reply, { code: 'rate-limited' });
  }

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const asked = await readRequest(request);
    if (isGone(request)) return reply;
    if (!asked.ok) return exchange.fail(request, reply, asked.failure);
    const shown = await demonstrate(asked.value);
    if (!shown.ok) return exchange.fail(request, reply, shown.failure);
    return exchange.answer(reply, { status: 200, body: toAnswer(shown.value) });
  }

  api.register(async (inner) => {
    await inner.register(multipart);
    // The form is read by the handler, once the call has its place.
    inner.removeContentTypeParser(['application/json', 'text/plain']);
    inner.post('/verify', { onRequest: admit }, (request, reply) =>
      exchange.withPlace(request, reply, () => answer(request, reply)),
    );
  });
}

async function readRequest(request: FastifyRequest): Promise<Outcome<DemoRequest>> {
  const { pictures, unknown } = await readForm(request, {
    pictures: demoPictures,
    limitBytes: { selfieVideo: videoLimitBytes },
  });
  const { documentFront, documentBack, selfie, selfieVideo } = pictures;
  const isFilmed = selfieVideo.status !== 'missing';
  if (unknown.size > 0 || (isFilmed && selfie.status !== 'missing')) return fail({ code: 'request-invalid' });
  return ok({
    id: request.transactionId,
    documentFront,
    documentBack: documentBack.status === 'missing' ? null : documentBack,
    selfie: isFilmed ? { kind: 'video', upload: selfieVideo } : { kind: 'picture', upload: selfie },
  });
}

const toAnswer = ({ record, selfieFrame, sandbox, scale }: Demonstration): DemoAnswer =>
  demoAnswerSchema.parse({
    verification: toVerificationResource(record, { review: null, files: [] }),
    selfieFrame: selfieFrame && `data:image/jpeg;base64,${Buffer.from(selfieFrame).toString('base64')}`,
    sandbox,
    scale,
  });
