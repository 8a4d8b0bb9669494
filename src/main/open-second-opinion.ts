import type { FastifyBaseLogger } from 'fastify';
import type { Config } from '#main/config.js';
import { StartUpError } from '#main/start-up-error.js';
import type { HttpOut } from '#ports/http-out.js';
import type { SecondOpinion } from '#ports/second-opinion.js';

/** The vision model that the operator has configured; null: none. Throws `StartUpError` where its address may not be called. */
export async function openSecondOpinion(
  openAi: Config['openAi'],
  { httpOut, logger }: { readonly httpOut: HttpOut; readonly logger: FastifyBaseLogger },
): Promise<SecondOpinion | null> {
  if (openAi === null) return null;
  const guarded = httpOut.clientFetch(openAi.baseUrl);
  if (!guarded.ok) {
    const why = guarded.failure.detail ?? 'this server may not call it.';
    throw new StartUpError(`OPENAI_BASE_URL: ${why} A private host must stand in BONAFIDE_ALLOWED_HOSTS.`);
  }
  // Loaded on demand: most installations have none.
  const { createOpenAiSecondOpinion } = await import('#adapters/openai/openai-second-opinion.js');
  return createOpenAiSecondOpinion({
    ...openAi,
    fetch: guarded.value,
    onFailure: (reason) => logger.warn({ event: 'second-opinion-failed', reason }),
  });
}
