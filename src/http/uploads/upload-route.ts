import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { modeSchema } from '#domain/access.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { notReadyRetrySeconds } from '#http/readiness.js';
import { wholeNumber } from '#http/files/whole-number.js';
import type { SignedUploadQuery, UploadRefusal } from '#services/files/uploads.js';

const paramsSchema = z.object({ id: z.string() });

const querySchema = z
  .object({
    application: z.string(),
    mode: modeSchema,
    type: z.string(),
    size: wholeNumber,
    expires: wholeNumber,
    signature: z.string(),
  })
  .transform(({ application, mode, type, size, expires, signature }): SignedUploadQuery => ({
    applicationId: application,
    mode,
    contentType: type,
    sizeBytes: size,
    expiresAtEpochMs: expires,
    signature,
  }));

const refusals: Readonly<Record<UploadRefusal, { readonly status: number; readonly error: string }>> = {
  forbidden: { status: 403, error: 'the address is not signed for this upload' },
  expired: { status: 403, error: 'the address has expired' },
  'length-missing': { status: 411, error: 'Content-Length is missing' },
  'length-different': { status: 400, error: 'Content-Length is not the size that was asked for' },
  'type-different': { status: 415, error: 'Content-Type is not the type that was asked for' },
  'content-different': { status: 415, error: 'the content is not of the type that was asked for' },
  used: { status: 409, error: 'this upload is there already' },
  incomplete: { status: 400, error: 'the content broke off or is not as long as announced' },
};

/** How long a browser need not ask again before it sends. */
const preflightSeconds = 600;

/** `PUT /uploads/:id`: where presigned addresses lead. The signature is the credential. */
export function uploadRoutes({
  uploads,
  readiness,
}: Pick<HttpDependencies, 'uploads' | 'readiness'>): FastifyPluginAsync {
  /** The headers without which a browser keeps the answer from the page. Only pages of the application's own may send. */
  async function allowOrigin(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    reply.header('vary', 'Origin');
    const { origin } = request.headers;
    const query = querySchema.safeParse(request.query);
    if (origin === undefined || !query.success) return false;
    const { id } = paramsSchema.parse(request.params);
    if (!(await uploads.allowsOrigin(id, query.data, origin))) return false;
    reply.header('access-control-allow-origin', origin);
    return true;
  }

  async function preflight(request: FastifyRequest, reply: FastifyReply) {
    if (!(await allowOrigin(request, reply))) return reply.code(403).send({ error: 'this origin may not upload' });
    return reply
      .header('access-control-allow-methods', 'PUT')
      .header('access-control-allow-headers', 'content-type')
      .header('access-control-max-age', preflightSeconds)
      .code(204)
      .send();
  }

  async function put(request: FastifyRequest, reply: FastifyReply) {
    await allowOrigin(request, reply);
    const query = querySchema.safeParse(request.query);
    if (!query.success) return refuse(reply, 'forbidden');
    const { 'content-length': length, 'content-type': contentType = null } = request.headers;
    const receipt = await uploads.receive({
      id: paramsSchema.parse(request.params).id,
      query: query.data,
      contentType,
      contentLengthBytes: length === undefined ? null : Number(length),
      // The connection must outlive a refusal, which has to reach the sender.
      body: request.raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>, // bytes: no encoding was set
    });
    if (receipt.status === 'refused') return refuse(reply, receipt.refusal);
    return reply.send({ key: receipt.key });
  }

  return async (api: FastifyInstance) => {
    // Nothing is parsed: the handler reads the body itself, piece by piece.
    api.removeAllContentTypeParsers();
    api.addContentTypeParser('*', (_request, _payload, done) => done(null));
    api.addHook('onRequest', async (_request, reply) => {
      if (readiness.state === 'ready') return;
      return reply.code(503).header('retry-after', notReadyRetrySeconds).send({ error: 'not ready' });
    });
    api.put('/uploads/:id', put);
    api.options('/uploads/:id', preflight);
  };
}

const refuse = (reply: FastifyReply, refusal: UploadRefusal): FastifyReply => {
  const { status, error } = refusals[refusal];
  return reply.code(status).send({ error });
};
