import type { z } from 'zod';
import { clearConsentDescription } from '#http/apis/clearconsent/description.js';
import { deepidvDescription } from '#http/apis/deepidv/description.js';
import { problemSchema } from '#http/apis/native/failures.js';
import { ootoDescription } from '#http/apis/ooto/description.js';
import { trustmaticDescription } from '#http/apis/trustmatic/description.js';

/** A call, as `/openapi.json` tells of it. */
export interface DescribedCall {
  readonly method: string;
  /** With `{name}` for parameters. */
  readonly path: string;
  /** HTTP statuses that it may have. */
  readonly statuses: ReadonlySet<number>;
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: object }>>>>;
}

/** Every call that the server describes. */
export async function describedCalls(url: string): Promise<DescribedCall[]> {
  const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as OpenApi; // as OpenAPI has it
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => ({
      method: method.toUpperCase(),
      path,
      statuses: new Set(Object.keys(responses).map(Number)),
    })),
  );
}

/** In this order: `/api/v1` is also the beginning of another. */
const failureSchemas: readonly (readonly [prefix: string, schema: z.ZodType])[] = [
  ['/api/v2', problemSchema],
  ['/api/v1.0', ootoDescription.failureSchema],
  ['/api/v1', trustmaticDescription.failureSchema],
  ['/v1', deepidvDescription.failureSchema],
  ['/verif', clearConsentDescription.failureSchema],
];

/** What is wrong with an answer, in words; null: it is one that the call declares. */
export function undeclared({ path, statuses }: DescribedCall, status: number, body: string): string | null {
  // Whether it is declared or not: nothing that a caller sends is the server's fault.
  if (status >= 500 && status !== 501) return `status ${status}`;
  if (!statuses.has(status)) return `status ${status} is not described`;
  if (status < 400) return null;
  const schema = failureSchemas.find(([prefix]) => path.startsWith(prefix))?.[1];
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return `status ${status} without JSON`;
  }
  return schema === undefined || schema.safeParse(value).success ? null : `status ${status} in no form of its dialect`;
}
