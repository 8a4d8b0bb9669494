import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

type Address = ReturnType<typeof ipaddr.parse>;

/** Whom the operator vouches for: private back ends, and hosts that may be called without TLS. */
export interface AllowedHosts {
  /** Lower case, exact. */
  readonly names: ReadonlySet<string>;
  readonly networks: readonly (readonly [Address, number])[];
}

export const noAllowedHosts: AllowedHosts = { names: new Set(), networks: [] };

const namePattern = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9])?)*$/;

/**
 * Reads host names (`hooks.internal`), addresses and networks (`10.0.0.0/8`, `fd00::/8`). Null where one part is none.
 * A name that ends in digits alone would be an address in disguise.
 */
export function parseAllowedHosts(parts: readonly string[]): AllowedHosts | null {
  const names = new Set<string>();
  const networks: (readonly [Address, number])[] = [];
  for (const part of parts) {
    const network = networkOf(part);
    if (network !== null) networks.push(network);
    else if (namePattern.test(part.toLowerCase()) && !/(^|\.)(\d+|0x[0-9a-f]*)$/i.test(part))
      names.add(part.toLowerCase());
    else return null;
  }
  return { names, networks };
}

function networkOf(text: string): readonly [Address, number] | null {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return null;
  const most = version === 4 ? 32 : 128;
  if (bits === undefined) return [ipaddr.parse(address), most];
  return /^\d{1,3}$/.test(bits) && Number(bits) <= most ? [ipaddr.parse(address), Number(bits)] : null;
}

/** Whether the address lies in one of the operator's networks; only networks of its own version can hold it. */
export const isInNetworks = (address: Address, { networks }: AllowedHosts): boolean =>
  networks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
