import { createHmac, randomBytes } from 'node:crypto';
import type { SigningSecrets } from '#ports/webhook-records.js';

/** Of a signing secret, as the Standard Webhooks specification has it. */
const secretPrefix = 'whsec_';
/** The specification asks for 24 to 64 bytes. */
const secretBytes = 32;

export const newSigningSecret = (): string => `${secretPrefix}${randomBytes(secretBytes).toString('base64')}`;

export const firstSecrets = (): SigningSecrets => ({ current: newSigningSecret(), previous: null });

/** The present secret becomes the previous one and stays valid for a while; one from before it ends at once. */
export const rotated = (secrets: SigningSecrets, validUntilEpochMs: number): SigningSecrets => ({
  current: newSigningSecret(),
  previous: { secret: secrets.current, validUntilEpochMs },
});

/** The three headers that prove where a message comes from, signed with every secret that is valid now. */
export function signedHeaders(message: {
  readonly id: string;
  readonly body: string;
  readonly secrets: SigningSecrets;
  readonly nowEpochMs: number;
}): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const { id, body, secrets, nowEpochMs } = message;
  const timestamp = String(Math.floor(nowEpochMs / 1000));
  const { current, previous } = secrets;
  const valid = previous !== null && previous.validUntilEpochMs > nowEpochMs ? [current, previous.secret] : [current];
  const signatures = valid.map((secret) => {
    const key = Buffer.from(secret.slice(secretPrefix.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`, 'utf8').digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
