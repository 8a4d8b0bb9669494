import type { Principal } from '#domain/access.js';
import type { FailureCode } from '#domain/failure.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** UUID of this request; the OOTO envelope and the records carry it. */
    transactionId: string;
    /** Set once the credentials were accepted. */
    principal: Principal | null;
    /** Of the failure that the answer tells, for the metrics; null: none, or one of the dashboard's. */
    failureCode: FailureCode | null;
  }
}
