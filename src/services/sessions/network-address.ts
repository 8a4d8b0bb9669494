import ipaddr from 'ipaddr.js';
import type { KeyedHash } from '#ports/keyed-hash.js';

/** What some proxies write into `X-Forwarded-For`: `192.0.2.7:50123`, `[2001:db8::1]:50123` or `[2001:db8::1]`. */
const withPort = /^(?:\[(?<v6>[^\]]+)\](?::\d+)?|(?<v4>[\d.]+):\d+)$/;

/**
 * What counts as one place: an IPv4 address, or the /64 network of an IPv6 address, since whoever has one of those has
 * all of it. A port makes no difference, and all that is no address is one place, so that no made-up text is a new one.
 */
export function networkOf(text: string): string {
  const { v4, v6 } = withPort.exec(text)?.groups ?? {};
  const address = v4 ?? v6 ?? text;
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return ipaddr.fromByteArray([...parsed.toByteArray().slice(0, 8), ...new Array<number>(8).fill(0)]).toString();
}

/** A place as counters name it, in hexadecimal: of the address only a keyed hash is stored. `scope`: of what it is one place. */
export const networkDigest = (keyedHash: KeyedHash, address: string, scope: readonly string[] = []): string =>
  Buffer.from(keyedHash.digest('network-address', JSON.stringify([...scope, networkOf(address)]))).toString('hex');
