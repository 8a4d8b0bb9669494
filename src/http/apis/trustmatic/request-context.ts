import type {} from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of a call of Trustmatic's dialect, once its body was read: every answer echoes it. */
    trustmaticSessionId: string | null;
  }
}
