import { BonafideWebhookError } from './errors.js';
import type { WebhookEvent } from './types.js';

interface Message {
  /** The body exactly as it came, before any parser touched it. */
  readonly payload: string | Uint8Array;
  /** As `fetch` or Node's `http` has them. */
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
  /** How far the clocks may be apart, and how late a message may come. Default: 300. */
  readonly toleranceSeconds?: number;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

/** Several secrets while one is being rotated. */
export type WebhookMessage = Message & ({ readonly secret: string } | { readonly secrets: readonly string[] });

/** A sender signs with two secrets at most; more are not looked at. */
const mostSignatures = 10;

/**
 * The event of a message that is genuine and fresh (Standard Webhooks, `v1`). Throws BonafideWebhookError otherwise.
 * Messages may come twice: remember `webhook-id`.
 */
export async function verifyWebhook(message: WebhookMessage): Promise<WebhookEvent> {
  const { payload, headers, toleranceSeconds = 300, now = Date.now } = message;
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    headerOf(headers, name),
  );
  if (!id || !timestamp || !signatures) {
    throw new BonafideWebhookError('headers-missing', 'webhook-id, webhook-timestamp and webhook-signature are needed');
  }
  const atSeconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : NaN;
  if (Number.isNaN(atSeconds)) throw new BonafideWebhookError('headers-missing', 'webhook-timestamp is no number');
  const nowSeconds = Math.floor(now() / 1000);
  if (nowSeconds - atSeconds > toleranceSeconds) throw new BonafideWebhookError('timestamp-too-old', 'too old');
  if (atSeconds - nowSeconds > toleranceSeconds) throw new BonafideWebhookError('timestamp-too-new', 'from the future');

  const body = typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;
  const signed = joined(new TextEncoder().encode(`${id}.${timestamp}.`), body);
  const secrets = 'secrets' in message ? message.secrets : [message.secret];
  if (!(await isSigned(signed, signatures, secrets))) {
    throw new BonafideWebhookError('signature-wrong', 'no signature of the message is by one of the secrets');
  }
  return readEvent(body);
}

async function isSigned(signed: Uint8Array<ArrayBuffer>, header: string, secrets: readonly string[]): Promise<boolean> {
  const signatures = header
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .slice(0, mostSignatures)
    .flatMap((part) => fromBase64(part.slice('v1,'.length)) ?? []);
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const checks = secrets.map(async (secret) => {
    const bytes = fromBase64(secret.replace(/^whsec_/, ''));
    if (bytes === null || bytes.length === 0)
      throw new BonafideWebhookError('secret-invalid', 'a secret is not base64');
    const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['verify']);
    // WebCrypto compares in constant time.
    return Promise.all(signatures.map((signature) => crypto.subtle.verify(algorithm, key, signature, signed)));
  });
  return (await Promise.all(checks)).flat().includes(true);
}

function readEvent(body: Uint8Array): WebhookEvent {
  try {
    const event = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
    if (isEvent(event)) return event;
  } catch {
    // Told below.
  }
  throw new BonafideWebhookError('payload-invalid', 'genuine, but no event: is the format of the endpoint `native`?');
}

/** The signature vouches for the sender; this only tells another format from ours. */
const isEvent = (event: unknown): event is WebhookEvent =>
  typeof event === 'object' &&
  event !== null &&
  ['id', 'type', 'createdAt'].every((name) => typeof (event as Record<string, unknown>)[name] === 'string') && // any object
  'data' in event;

function headerOf(headers: Message['headers'], name: string): string | undefined {
  // By what it can do: a Headers of another package is not one of this realm.
  if (isHeaders(headers)) return headers.get(name) ?? undefined;
  const value = Object.entries(headers).find(([given]) => given.toLowerCase() === name)?.[1];
  return typeof value === 'string' ? value : value?.[0];
}

const isHeaders = (headers: Message['headers']): headers is Headers =>
  'get' in headers && typeof headers.get === 'function';

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(head.length + tail.length);
  all.set(head);
  all.set(tail, head.length);
  return all;
}

/** Null: not base64. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
