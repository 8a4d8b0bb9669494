import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { modeSchema } from '#domain/access.js';
import type { KeyedHash } from '#ports/keyed-hash.js';
import { canonicalJson } from '#services/erase/canonical-json.js';

const statementSchema = z.strictObject({
  /** UUID. */
  id: z.string(),
  applicationId: z.string(),
  mode: modeSchema,
  /** `hash` names the subject without telling who it is. */
  subject: z.strictObject({ kind: z.enum(['user', 'check']), hash: z.string() }),
  /** ISO 8601. */
  erasedAt: z.string(),
  /** How many things of each part were destroyed. */
  counts: z.record(z.string(), z.number().int().min(0)),
});
/** What a receipt states. */
export type ErasureStatement = Readonly<z.infer<typeof statementSchema>>;

export const erasureReceiptSchema = statementSchema.extend({
  /** 16 hex digits: which key signed. */
  keyId: z.string(),
  /** Ed25519 (RFC 8032) over the canonical JSON (RFC 8785) of everything else; base64. */
  signature: z.string(),
});
export type ErasureReceipt = Readonly<z.infer<typeof erasureReceiptSchema>>;

/** PKCS #8 (RFC 8410) around the 32 bytes that an Ed25519 key is. */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * The key of this installation. It derives from the installation's secret, which lies sealed in the database: there from
 * the first start, the same in every process, and untouched by a rotation of the master key.
 */
function receiptKey(keyedHash: KeyedHash): KeyObject {
  const seed = keyedHash.digest('receipt-key', 'ed25519');
  return createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });
}

/** PEM; to be handed to those who check receipts elsewhere. */
export const receiptPublicKey = (keyedHash: KeyedHash): string =>
  createPublicKey(receiptKey(keyedHash)).export({ format: 'pem', type: 'spki' }).toString();

export function signReceipt(keyedHash: KeyedHash, statement: ErasureStatement): ErasureReceipt {
  const key = receiptKey(keyedHash);
  const signed = { ...statement, keyId: keyIdOf(createPublicKey(key)) };
  return { ...signed, signature: sign(null, Buffer.from(canonicalJson(signed), 'utf8'), key).toString('base64') };
}

export type ReceiptVerdict = 'valid' | 'not-a-receipt' | 'other-key' | 'altered';

/** `publicKey`: PEM. Throws where that is none. */
export function verifyReceipt(publicKey: string, text: string): ReceiptVerdict {
  const key = createPublicKey(publicKey);
  const receipt = erasureReceiptSchema.safeParse(parseJson(text));
  if (!receipt.success) return 'not-a-receipt';
  const { signature, ...signed } = receipt.data;
  if (signed.keyId !== keyIdOf(key)) return 'other-key';
  const holds = verify(null, Buffer.from(canonicalJson(signed), 'utf8'), key, Buffer.from(signature, 'base64'));
  return holds ? 'valid' : 'altered';
}

/** The receipt that a text holds, which was verified. Throws where it is none. */
export const readReceipt = (text: string): ErasureReceipt => erasureReceiptSchema.parse(JSON.parse(text));

const keyIdOf = (publicKey: KeyObject): string =>
  createHash('sha256')
    .update(publicKey.export({ format: 'der', type: 'spki' }))
    .digest('hex')
    .slice(0, 16);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
