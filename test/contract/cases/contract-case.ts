import type { z } from 'zod';
import type { ContractServer } from '../../support/contract-server.js';

/** One request, and what the published pages promise for it. */
export interface ContractCase {
  /** As published: method and path below the base, or `webhook`. */
  readonly call: string;
  readonly name: string;
  /** Gives the answer; of a webhook what came to the receiver. */
  readonly send: (server: ContractServer) => Promise<Response>;
  readonly status: number;
  /** Strict: a key that is not published, nor named by a ruling, breaks it. */
  readonly schema: z.ZodType;
  /** What the answer holds beyond its shape. */
  readonly holds?: object;
  readonly headers?: Readonly<Record<string, RegExp>>;
}

/** Every dialect's cases; a dialect that a server learns gets a line in `dialects.ts`. */
export interface ContractDialect {
  readonly dialect: string;
  readonly cases: readonly ContractCase[];
}

export const retryAfter = { 'retry-after': /^[1-9]\d*$/ } as const;
export type Caller = keyof ContractServer['callers'];
