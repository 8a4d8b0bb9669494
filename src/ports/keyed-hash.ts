/**
 * HMAC-SHA256 under a secret of this installation: lets a value be found or checked without being stored.
 * One purpose per use, so that equal values of different meaning never give equal digests.
 */
export interface KeyedHash {
  /** 32 bytes. */
  digest(purpose: KeyedHashPurpose, value: string): Uint8Array;
}

export const keyedHashPurposes = [
  'api-key',
  'lookup',
  'audit',
  'session-token',
  'session-claim',
  'session-captcha',
  'capture-print',
  'network-address',
  'signed-url',
  'blob-folder',
  'receipt-key',
  'user',
  'user-sealing-key',
  'user-oidc-state',
  'backup',
] as const;
export type KeyedHashPurpose = (typeof keyedHashPurposes)[number];
