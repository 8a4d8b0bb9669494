import type { FastifyInstance } from 'fastify';
import type { DeepidvExchange } from '#http/apis/deepidv/picture-route.js';
import { presignRequestSchema, presignSchema } from '#http/apis/deepidv/schema.js';
import { principalOf } from '#http/exchange/exchange.js';
import { fingerprintOf } from '#http/exchange/fingerprint.js';
import { readJson } from '#http/uploads/read-json.js';

/** A name, a type and a number. */
const bodyLimitBytes = 16 * 1024;

/** `POST /uploads/presign`: leave to send one file, by `PUT /uploads/:id` of this server. */
export function addPresignRoute(api: FastifyInstance, { exchange, uploads }: DeepidvExchange): void {
  const onRequest = exchange.guard({ scope: 'verify', operation: 'upload-presign' });
  api.post('/uploads/presign', { onRequest }, async (request, reply) => {
    const body = await readJson(request, bodyLimitBytes);
    if (!body.ok) return exchange.fail(request, reply, body.failure);
    const parsed = presignRequestSchema.safeParse(body.value);
    if (!parsed.success) {
      const fields = [...new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? 'body')))].join(', ');
      return exchange.fail(request, reply, { code: 'request-invalid', detail: `wrong or missing: ${fields}` });
    }
    return exchange.create(request, reply, fingerprintOf(request, parsed.data), async () => {
      const { applicationId, mode } = principalOf(request);
      const { contentType, sizeBytes } = parsed.data;
      const presigned = uploads.presign({ applicationId, mode }, { contentType, sizeBytes });
      if (!presigned.ok) return exchange.failureAnswer(request, presigned.failure);
      const { expiresAtEpochMs, ...told } = presigned.value;
      const answer = { ...told, expiresAt: new Date(expiresAtEpochMs).toISOString() };
      return { status: 200, body: presignSchema.parse(answer) };
    });
  });
}
