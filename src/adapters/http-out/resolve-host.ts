import { lookup } from 'node:dns/promises';

/** Every address of a name, IPv4 and IPv6. Rejects or gives none where there is none. */
export type ResolveHost = (name: string) => Promise<readonly string[]>;

/** As the machine resolves names, its hosts file included. */
export const systemResolve: ResolveHost = async (name) =>
  (await lookup(name, { all: true, verbatim: true })).map(({ address }) => address);
