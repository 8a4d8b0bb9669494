import type { FastifyBaseLogger } from 'fastify';
import type { OidcConfig } from '#main/oidc-config.js';
import type { HttpOut } from '#ports/http-out.js';
import type { Store } from '#ports/store.js';
import { createOidcSignIn } from '#services/users/oidc/create-oidc-sign-in.js';
import type { OidcSignIn } from '#services/users/oidc/oidc-sign-in.js';

/** Sign-in by the configured provider; null: none. The provider is asked for nothing before somebody wants to sign in. */
export async function openOidc(
  config: OidcConfig | null,
  needs: {
    readonly store: Pick<Store, 'records' | 'keyedHash'>;
    readonly httpOut: Pick<HttpOut, 'request'>;
    readonly publicUrl: () => string;
    readonly logger: FastifyBaseLogger;
    readonly now: () => number;
  },
): Promise<OidcSignIn | null> {
  if (config === null) return null;
  const { store, httpOut, publicUrl, logger, now } = needs;
  // On demand: hardly any server has a provider.
  const { createOidcProvider } = await import('#adapters/oidc/oidc-provider.js');
  const { records, keyedHash } = store;
  return createOidcSignIn({
    ...config,
    provider: createOidcProvider(config, { httpOut, now }),
    records,
    keyedHash,
    publicUrl,
    onFailure: (step, error) =>
      // Without its message, which may quote what the provider said.
      logger.warn({
        event: 'oidc-failed',
        step,
        error: error instanceof Error ? error.name : 'unknown',
        code: error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null,
      }),
    now,
  });
}
