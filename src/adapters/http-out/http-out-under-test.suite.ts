import { generate } from 'selfsigned';
import { afterEach } from 'vitest';
import { parseAllowedHosts, type AllowedHosts } from '#adapters/http-out/allowed-hosts.js';
import type { OutgoingRequest } from '#ports/http-out.js';
import {
  startReceiver,
  type LoopbackReceiver,
  type LoopbackReceiverOptions,
} from '../../../test/support/loopback-receiver.js';

/** Starts receivers that are closed after each test. */
export function receivers(): (options?: LoopbackReceiverOptions) => Promise<LoopbackReceiver> {
  const open: LoopbackReceiver[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
  });
  return async (options = {}) => {
    const started = await startReceiver(options);
    open.push(started);
    return started;
  };
}

export const allowing = (...parts: string[]): AllowedHosts => parseAllowedHosts(parts)!;

export const post = (url: string, more: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
  method: 'POST',
  url,
  purpose: 'webhook',
  headers: { 'content-type': 'text/plain' },
  body: 'hello',
  timeoutMs: 5000,
  maxBodyBytes: 10,
  overflow: 'cut',
  ...more,
});

/** A certificate for `name` that is its own authority. */
export async function certificateOf(name: string): Promise<{ cert: string; key: string }> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: name }] },
    ],
  });
  return { cert, key };
}
