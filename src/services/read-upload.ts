import type { Outcome } from '#domain/outcome.js';
import type { Owner } from '#ports/records.js';

/**
 * The bytes of an earlier upload, by its key `uploads/<id>.<ext>`. Failure `upload-forbidden` for a key that is unknown,
 * expired or somebody else's, all alike.
 */
export type ReadUpload = (owner: Owner, key: string) => Promise<Outcome<Uint8Array>>;
