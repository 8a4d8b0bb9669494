import type { FastifyRequest } from 'fastify';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { isNestedWithin } from '#http/plugins/nesting-limit.js';

/** rulings.md, "Across dialects": room for two pictures of 15 MB as base64, and their lines and names. */
export const jsonLimitBytes = 48 * 1024 * 1024;

/**
 * Reads a JSON body into memory. It is read by the handler and not by a parser of the framework, so that a call has its
 * place (`Exchange.withPlace`) before its body takes memory. Failures: `body-too-large`, and `request-invalid` where the
 * body breaks off or is no JSON in UTF-8.
 */
export async function readJson(request: FastifyRequest, limitBytes = jsonLimitBytes): Promise<Outcome<unknown>> {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) return fail({ code: 'body-too-large' });
  const body = await readBody(request, limitBytes);
  if (body === 'too-large') return fail({ code: 'body-too-large' });
  if (body === 'broken-off') return fail({ code: 'request-invalid', detail: 'the body breaks off' });
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    if (!isNestedWithin(value)) return fail({ code: 'request-invalid', detail: 'the body is nested too deeply' });
    return ok(value);
  } catch {
    // Says nothing of what it could not parse: that may be somebody's name.
    return fail({ code: 'request-invalid', detail: 'the body is no JSON' });
  }
}

/** The stream is left open beyond the limit: destroying it would take the connection and the answer with it. */
function readBody({ raw }: FastifyRequest, limitBytes: number): Promise<Buffer | 'too-large' | 'broken-off'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    const finish = (result: Buffer | 'too-large' | 'broken-off'): void => {
      raw.off('data', take).off('end', end).off('error', breakOff).off('close', breakOff);
      resolve(result);
    };
    const take = (chunk: Buffer): void => {
      sizeBytes += chunk.length;
      if (sizeBytes <= limitBytes) return void chunks.push(chunk);
      raw.pause();
      finish('too-large');
    };
    const end = (): void => finish(Buffer.concat(chunks, sizeBytes));
    const breakOff = (): void => finish('broken-off');
    raw.on('data', take).once('end', end).once('error', breakOff).once('close', breakOff);
    if (raw.destroyed) breakOff();
  });
}

/** The client went away in the middle of its body: nobody is told, so nothing is computed or remembered. */
export const isGone = ({ raw }: FastifyRequest): boolean => raw.destroyed && !raw.complete;
