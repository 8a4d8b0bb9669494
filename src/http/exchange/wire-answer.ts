import type { FastifyReply } from 'fastify';
import type { StoredAnswer } from '#ports/idempotency-records.js';
import type { ExecutedAnswer } from '#services/idempotency.js';

/** What a dialect answers, before it is bytes. */
export interface WireAnswer {
  readonly status: number;
  /** JSON; undefined: no body. Its type is `application/json` unless the headers say another. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** True: it says "not now", and is remembered for no equal request. */
  readonly isPassing?: boolean;
}

/** Serialised once: what is stored for equal requests is what goes out. */
export const toStored = ({ status, body, headers = {}, isPassing = false }: WireAnswer): ExecutedAnswer => ({
  status,
  headers,
  body: body === undefined ? '' : JSON.stringify(body),
  ...(isPassing && { isPassing }),
});

export function sendStored(reply: FastifyReply, { status, headers, body }: StoredAnswer): FastifyReply {
  reply.code(status);
  if (body !== '') reply.header('content-type', 'application/json; charset=utf-8');
  return reply.headers(headers).send(body === '' ? undefined : body);
}
