import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { isInNetworks, type AllowedHosts } from '#adapters/http-out/allowed-hosts.js';
import { judgeAddress } from '#adapters/http-out/judge-address.js';
import type { RefusalReason, TargetPurpose } from '#ports/http-out.js';

export type JudgedUrl =
  { readonly refused: null; readonly url: URL } | { readonly refused: RefusalReason; readonly url: null };

const longestUrl = 2048;
/** Printable ASCII but the backslash, which parsers read differently. */
const plainText = /^[\x21-\x5b\x5d-\x7e]+$/;
/** Scheme and authority as they were written: nothing that a lenient parser would mend. */
const shape = /^https?:\/\/([^/?#]+)(?:[/?#]|$)/i;
/** A name as it is looked up, of two labels at least; the last one is no number. */
const publicName = /^([a-z0-9_]([a-z0-9_-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?$/;
/** Special-use and customary names of local networks (RFC 6761, 6762, 8375, 7686; ICANN's collision list). */
const localSuffix =
  /(^|\.)(localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa|onion|arpa)$/;
/** The names under which clouds offer their metadata; their addresses are refused as well. */
const metadataNames = /^(metadata|instance-data)(\.(google|ec2|azure)\.internal|\.goog)?$/;

/** Everything that can be said of a target without resolving its name. */
export function judgeUrl(text: string, purpose: TargetPurpose, allowed: AllowedHosts): JudgedUrl {
  const refuse = (refused: RefusalReason): JudgedUrl => ({ refused, url: null });
  if (text.length > longestUrl || !plainText.test(text)) return refuse('malformed');
  const [, authority] = shape.exec(text) ?? [];
  if (authority === undefined)
    return refuse(/^[a-z][a-z0-9+.-]*:/i.test(text) && !/^https?:/i.test(text) ? 'scheme' : 'malformed');
  if (authority.includes('@')) return refuse('credentials');
  if (!URL.canParse(text)) return refuse('malformed');
  const url = new URL(text);
  const host = url.hostname;
  const written = authority.replace(/:\d*$/, '').toLowerCase();
  const isIpv6 = host.startsWith('[');
  // The parser turns 0x7f.1, 2130706433 and %6c into what they mean; whoever writes so means to hide something.
  if (!isIpv6 && written !== host) return refuse('host-form');
  const bare = isIpv6 ? host.slice(1, -1) : host;
  const refused = judgeHost(bare, allowed);
  if (refused !== null) return refuse(refused);
  const listed = isListed(bare, allowed);
  if (url.protocol === 'http:' && !listed) return refuse('scheme');
  return purpose === 'image' && !listed ? refuse('host-not-listed') : { refused: null, url };
}

/** `host`: a name or an address without brackets, as the URL parser gives it. */
export function judgeHost(host: string, allowed: AllowedHosts): RefusalReason | null {
  if (isIP(host) !== 0) return judgeAddress(host, allowed, false);
  if (host.endsWith('.')) return 'host-form';
  if (metadataNames.test(host)) return 'metadata';
  if (allowed.names.has(host)) return null;
  if (localSuffix.test(host) || !host.includes('.')) return 'host-local';
  return publicName.test(host) && host.length <= 253 ? null : 'host-form';
}

const isListed = (host: string, allowed: AllowedHosts): boolean =>
  isIP(host) === 0 ? allowed.names.has(host) : isInNetworks(ipaddr.parse(host), allowed);
