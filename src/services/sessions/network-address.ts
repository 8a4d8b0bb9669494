import ipaddr from 'ipaddr.js';
import type { KeyedHash } from '#ports/keyed-hash.js';

/**
 * What counts as one place: an IPv4 address, or the /64 network of an IPv6 address, since whoever has one of those has
 * all of it. Text that is no address stands for itself.
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return ipaddr.fromByteArray([...parsed.toByteArray().slice(0, 8), ...new Array<number>(8).fill(0)]).toString();
}

/** A place as counters name it, in hexadecimal: of the address only a keyed hash is stored. `scope`: of what it is one place. */
export const networkDigest = (keyedHash: KeyedHash, address: string, scope: readonly string[] = []): string =>
  Buffer.from(keyedHash.digest('network-address', JSON.stringify([...scope, networkOf(address)]))).toString('hex');
