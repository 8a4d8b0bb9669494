import type { ApplicationSettings } from '#domain/application-settings.js';
import type { LimitDecision } from '#services/limits.js';

/** `RateLimit-*` as draft-ietf-httpapi-ratelimit-headers-07 has them, and Retry-After on a refusal. Whole seconds. */
export function limitHeaders(
  { burst }: ApplicationSettings['limits'],
  decision: LimitDecision,
): Record<string, string> {
  const seconds = (milliseconds: number): string => String(Math.ceil(milliseconds / 1000));
  const { remaining, resetAfterMs, retryAfterMs } = decision.rate;
  return {
    'ratelimit-limit': String(burst),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': seconds(resetAfterMs),
    ...(retryAfterMs !== null && { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) }),
  };
}
