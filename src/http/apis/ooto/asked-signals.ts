import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { fail, ok, type Outcome } from '#domain/outcome.js';

/** The signals that an answer carries; those left out are omitted. */
export interface AskedSignals {
  readonly liveness: boolean;
  readonly deepfake: boolean;
}
export type SignalName = keyof AskedSignals;

/** A switch of the query. */
export const switchSchema = z.enum(['true', 'false', '1', '0']);

/**
 * What the query asks for with `check_liveness` and `check_deepfake`, of the signals that the call lets be asked for. A
 * switch that says neither yes nor no is refused: whoever asked for liveness must not go without it unnoticed.
 */
export function readAskedSignals(
  request: Pick<FastifyRequest, 'url'>,
  signals: readonly SignalName[],
): Outcome<AskedSignals> {
  const { searchParams } = new URL(request.url, 'http://any');
  const asked = { liveness: false, deepfake: false };
  for (const signal of signals) {
    const name = `check_${signal}`;
    const [text = 'false', ...others] = searchParams.getAll(name);
    const value = switchSchema.safeParse(text);
    if (!value.success || others.length > 0) {
      return fail({ code: 'request-invalid', detail: `${name} must be one of true, false, 1 and 0` });
    }
    asked[signal] = value.data === 'true' || value.data === '1';
  }
  return ok(asked);
}
