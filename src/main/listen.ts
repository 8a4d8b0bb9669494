import type { AddressInfo } from 'node:net';
import { StartUpError } from '#main/start-up-error.js';

/**
 * Begins to listen and gives the port that was taken. Throws `StartUpError` where that is the operator's to mend. `settings`:
 * those that say where, for the message.
 */
export async function listen(
  server: { address(): AddressInfo | string | null },
  begin: () => Promise<unknown>,
  where: { readonly host: string; readonly port: number; readonly settings: readonly [host: string, port: string] },
): Promise<number> {
  const { host, port, settings } = where;
  const [hostSetting, portSetting] = settings;
  try {
    await begin();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    const reasons: Record<string, string> = {
      EADDRINUSE: `it is in use; stop what listens there or choose another ${portSetting}`,
      EACCES: `this user may not; choose a ${portSetting} of 1024 or more`,
      EADDRNOTAVAIL: `this machine has no such address; check ${hostSetting}`,
      ENOTFOUND: `there is no such name; check ${hostSetting}`,
    };
    if (code === null || reasons[code] === undefined) throw error;
    throw new StartUpError(`cannot listen on ${host}, port ${port}: ${reasons[code]}`, { cause: error });
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address.port;
}
