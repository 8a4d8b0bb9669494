import { open, seal, type SealContext } from '#adapters/sealing/envelope.js';

/** `value` as JSON, sealed under `key` for its place. */
export const sealJson = (key: Uint8Array, value: unknown, context: SealContext): Buffer =>
  seal(key, Buffer.from(JSON.stringify(value), 'utf8'), context);

/** What `sealJson` sealed; the caller parses it. Throws `SealBrokenError`. */
export const openJson = (key: Uint8Array, sealed: Uint8Array, context: SealContext): unknown =>
  JSON.parse(open(key, sealed, context).toString('utf8'));
