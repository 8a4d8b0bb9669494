import type { Principal } from '#domain/access.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** UUID of this request; the OOTO envelope and the records carry it. */
    transactionId: string;
    /** Set once the credentials were accepted. */
    principal: Principal | null;
  }
}
