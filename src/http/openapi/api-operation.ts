import type { z } from 'zod';
import type { Scope } from '#domain/access.js';
import type { Dialect } from '#domain/dialect.js';

/** A part of a multipart body. */
export interface FormPart {
  readonly kind: 'picture' | 'video' | 'text';
  readonly required: boolean;
  readonly description: string;
}

export interface ApiAnswer {
  readonly description: string;
  /** Undefined: no body. */
  readonly schema?: z.ZodType;
  /** `application/json` where not given. */
  readonly contentType?: string;
}

/** One call, as the OpenAPI document tells of it. Routes and these are held together by a test. */
export interface ApiOperation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** From the root, with `{name}` for parameters. */
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  /** Null: the call needs no key. */
  readonly scope: Scope | null;
  readonly query?: z.ZodObject;
  readonly form?: Readonly<Record<string, FormPart>>;
  readonly json?: z.ZodType;
  /** Whether `Idempotency-Key` is honoured. */
  readonly creates?: boolean;
  /** By HTTP status; those of failures that every call may have stand with the dialect. */
  readonly answers: Readonly<Record<number, ApiAnswer>>;
}

/** A dialect's part of the document. */
export interface ApiDescription {
  readonly dialect: Dialect;
  readonly title: string;
  readonly description: string;
  /** OpenAPI security schemes by name; every call with a scope needs all of them together. */
  readonly security: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly failureSchema: z.ZodType;
  readonly failureContentType?: string;
  /** HTTP status → when it is answered. */
  readonly failures: Readonly<Record<number, string>>;
  /** Names of schemas that stand in the document once: schema → name. */
  readonly schemas: Readonly<Record<string, z.ZodType>>;
  readonly operations: readonly ApiOperation[];
}
