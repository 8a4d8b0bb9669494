import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { isInNetworks, type AllowedHosts } from '#adapters/http-out/allowed-hosts.js';
import type { RefusalReason } from '#ports/http-out.js';

/**
 * Where clouds hand credentials to whoever asks from inside: AWS, Azure, Google, OpenStack and others (169.254.169.254),
 * AWS containers and pods (169.254.170.2, .23), AWS time (fd00:ec2::123) and its IPv6 forms, Google (fd20:ce::254), Alibaba
 * (100.100.100.200), Oracle (192.0.0.192), Azure's host (168.63.129.16, which lies in a public range).
 */
const metadataAddresses = new Set(
  [
    '169.254.169.254',
    '169.254.170.2',
    '169.254.170.23',
    '100.100.100.200',
    '192.0.0.192',
    '168.63.129.16',
    'fd00:ec2::254',
    'fd00:ec2::23',
    'fd00:ec2::123',
    'fd20:ce::254',
  ].map((text) => ipaddr.parse(text).toNormalizedString()),
);

/** Never a single machine of the operator's: not even a vouched-for name may lead there. */
const neverRanges = new Set(['unspecified', 'broadcast', 'multicast']);

/** IPv6 that is in use worldwide (RFC 4291, IANA): everything else is local, reserved, or IPv4 in disguise. */
const globalUnicast = [ipaddr.IPv6.parse('2000::'), 3] as const;

/**
 * What speaks against connecting to an address; null: nothing. `vouched`: the operator named its host.
 * Ranges by ipaddr.js after the IANA special-purpose registries (RFC 6890).
 */
export function judgeAddress(text: string, allowed: AllowedHosts, vouched: boolean): RefusalReason | null {
  // A zone (`fe80::1%eth0`) names an interface of this machine, which no caller has a say in.
  if (isIP(text) === 0 || text.includes('%')) return 'address-not-public';
  const address = ipaddr.parse(text);
  if (metadataAddresses.has(address.toNormalizedString())) return 'metadata';
  const embedded = address instanceof ipaddr.IPv6 ? embeddedIpv4(address) : null;
  if (embedded !== null) {
    // NAT64 networks reach the IPv4 world so: allowed where the operator says so and the address inside is fine as well.
    const inside = judgeAddress(embedded, allowed, vouched);
    if (inside !== null) return inside;
    return vouched || isInNetworks(address, allowed) ? null : 'address-not-public';
  }
  if (neverRanges.has(address.range())) return 'address-not-public';
  if (vouched || isInNetworks(address, allowed)) return null;
  if (address.range() !== 'unicast') return 'address-not-public';
  return address instanceof ipaddr.IPv6 && !address.match(...globalUnicast) ? 'address-not-public' : null;
}

/** The IPv4 address that an IPv6 one stands for (mapped, compatible, translated, NAT64, 6to4, Teredo); null: none. */
function embeddedIpv4(address: InstanceType<typeof ipaddr.IPv6>): string | null {
  const bytes = address.toByteArray();
  const at = (offset: number, mask = 0): string =>
    bytes
      .slice(offset, offset + 4)
      .map((byte) => byte ^ mask)
      .join('.');
  const isZero = (from: number, to: number): boolean => bytes.slice(from, to).every((byte) => byte === 0);
  const startsWith = (...words: number[]): boolean => words.every((word, index) => address.parts[index] === word);
  if (isZero(0, 10) && (startsWith(0, 0, 0, 0, 0, 0xffff) || (isZero(10, 12) && !isZero(12, 15)))) return at(12);
  if (startsWith(0, 0, 0, 0, 0xffff, 0)) return at(12);
  if (startsWith(0x64, 0xff9b)) return at(12);
  if (startsWith(0x2002)) return at(2);
  // RFC 4380: the client's address with every bit turned.
  if (startsWith(0x2001, 0)) return at(12, 0xff);
  return null;
}
