import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import type { AllowedHosts } from '#adapters/http-out/allowed-hosts.js';
import { judgeAddress } from '#adapters/http-out/judge-address.js';
import { judgeHost } from '#adapters/http-out/judge-url.js';
import type { ResolveHost } from '#adapters/http-out/resolve-host.js';
import type { RefusalReason } from '#ports/http-out.js';

/** The connection was not opened. */
export class TargetRefusedError extends Error {
  override readonly name = 'TargetRefusedError';
  constructor(readonly reason: RefusalReason) {
    super(`the target was refused: ${reason}`);
  }
}

/** The name has no address. */
export class ResolutionError extends Error {
  override readonly name = 'ResolutionError';
}

export interface ConnectorOptions {
  readonly allowed: AllowedHosts;
  readonly resolve: ResolveHost;
  /** Longest time to connect, TLS included. */
  readonly timeoutMs: number;
  /** Once aborted nothing is connected any more. */
  readonly signal?: AbortSignal;
  /** PEM; instead of those that Node trusts. */
  readonly certificateAuthorities?: string;
}

/**
 * Opens every socket that leaves this server. A name is resolved once, each of its addresses must be allowed, and the
 * socket can only go to one of these: whoever answers another address to a second question is never asked one. The name
 * stays what TLS verifies. Literal addresses are checked here as well, because a `lookup` hook is never called for them.
 */
export function guardedConnector(options: ConnectorOptions): buildConnector.connector {
  const { allowed, resolve, timeoutMs, signal, certificateAuthorities } = options;
  return (target, callback) => {
    checkedAddresses(target.hostname, allowed, resolve).then(
      (addresses) => {
        if (signal?.aborted === true) {
          callback(new Error('too late to connect'), null);
          return;
        }
        const connect = buildConnector({
          timeout: timeoutMs,
          lookup: lookupAmong(addresses),
          autoSelectFamily: true,
          // Also where NODE_TLS_REJECT_UNAUTHORIZED says otherwise.
          rejectUnauthorized: true,
          ...(certificateAuthorities !== undefined && { ca: certificateAuthorities }),
        });
        connect(target, callback);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error('resolution failed'), null),
    );
  };
}

async function checkedAddresses(
  hostname: string,
  allowed: AllowedHosts,
  resolve: ResolveHost,
): Promise<readonly string[]> {
  const refused = judgeHost(hostname, allowed);
  if (refused !== null) throw new TargetRefusedError(refused);
  if (isIP(hostname) !== 0) return [hostname];
  const addresses = await resolve(hostname).catch((error: unknown) => {
    throw new ResolutionError('the name cannot be resolved', { cause: error });
  });
  if (addresses.length === 0) throw new ResolutionError('the name has no address');
  const vouched = allowed.names.has(hostname);
  // One bad address refuses the name: a receiver has no reason to mix them, somebody who probes has.
  const bad = addresses.map((address) => judgeAddress(address, allowed, vouched)).find((reason) => reason !== null);
  if (bad !== undefined) throw new TargetRefusedError(bad);
  return addresses;
}

/** Answers every question of the socket with the addresses that were checked. */
const lookupAmong =
  (addresses: readonly string[]): LookupFunction =>
  (_name, { all }, callback) => {
    const records = addresses.map((address) => ({ address, family: isIP(address) }));
    if (all === true) callback(null, records);
    else callback(null, records[0]!.address, records[0]!.family);
  };
