import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { modeSchema } from '#domain/access.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { contentDisposition } from '#http/files/content-disposition.js';
import { wholeNumber } from '#http/files/whole-number.js';

const paramsSchema = z.object({ id: z.string() });
const querySchema = z.object({
  application: z.string(),
  mode: modeSchema,
  expires: wholeNumber,
  signature: z.string(),
});

/** `GET /files/:id`: where signed addresses lead. The signature is the credential. */
export function fileRoutes({ files }: Pick<HttpDependencies, 'files'>): FastifyPluginAsync {
  async function get(request: FastifyRequest, reply: FastifyReply) {
    const query = querySchema.safeParse(request.query);
    if (!query.success) return reply.code(403).send({ error: 'the address is not signed' });
    const { application, mode, expires, signature } = query.data;
    const opening = await files.openSigned(paramsSchema.parse(request.params).id, {
      applicationId: application,
      mode,
      expiresAtEpochMs: expires,
      signature,
    });
    if (opening.status === 'forbidden') {
      return reply.code(403).send({ error: 'the address is not signed for this file, or has expired' });
    }
    if (opening.status === 'gone') return reply.code(410).send({ error: 'the file was deleted' });
    const { file, content } = opening.opened;
    return reply
      .type(file.contentType)
      .header('content-length', file.sizeBytes)
      .header('content-disposition', contentDisposition(file))
      .send(Readable.from(content, { objectMode: false }));
  }

  return async (api: FastifyInstance) => {
    api.get('/files/:id', { exposeHeadRoute: false }, get);
  };
}
