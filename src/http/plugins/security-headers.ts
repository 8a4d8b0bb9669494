import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** The answers are data for programs: nothing in them may be framed, sniffed, cached or referred from. */
const headers = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

export function addSecurityHeaders(app: FastifyInstance, overTls: boolean): void {
  app.addHook('onSend', async (request, reply) => setSecurityHeaders(request, reply, overTls));
}

export function setSecurityHeaders(request: FastifyRequest, reply: FastifyReply, overTls: boolean): void {
  // A policy that names who may frame a page says what this header cannot.
  const policy = String(reply.getHeader('content-security-policy') ?? "frame-ancestors 'none'");
  const mayBeFramed = !policy.includes("frame-ancestors 'none'");
  for (const [name, value] of Object.entries(headers)) {
    if (name === 'x-frame-options' && mayBeFramed) continue;
    if (!reply.hasHeader(name)) reply.header(name, value);
  }
  reply.header('x-request-id', request.id);
  if (overTls) reply.header('strict-transport-security', 'max-age=31536000');
}
