import type { Config } from '#main/config.js';

/** What the server shows who it is by: as configured, or made now. Null: plain HTTP. */
export async function servingCertificate(
  { tls }: Pick<Config, 'tls'>,
  nowEpochMs: number,
): Promise<{ readonly cert: string; readonly key: string } | null> {
  if (tls !== 'self-signed') return tls;
  // Loaded on demand: hardly any start needs it.
  const { makeSelfSigned } = await import('#main/self-signed.js');
  return makeSelfSigned(new Date(nowEpochMs));
}
