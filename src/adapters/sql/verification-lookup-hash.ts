import type { KeyedHash } from '#ports/keyed-hash.js';
import type { Lookup } from '#ports/records.js';

/** The application is part of the hashed text, so that equal numbers of two tenants cannot be linked. */
export const verificationLookupHash = (keyedHash: KeyedHash, applicationId: string, { name, value }: Lookup): Buffer =>
  Buffer.from(keyedHash.digest('lookup', JSON.stringify([applicationId, name, value])));
