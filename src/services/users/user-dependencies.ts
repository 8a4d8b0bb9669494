import type { AuditAction, AuditEntry } from '#domain/audit.js';
import type { PasswordHashing } from '#ports/password-hashing.js';
import type { KeyedHash } from '#ports/keyed-hash.js';
import type { RateLimits } from '#ports/rate-limits.js';
import type { Records } from '#ports/records.js';

export interface UserDependencies {
  readonly records: Records;
  readonly passwords: PasswordHashing;
  readonly rateLimits: RateLimits;
  readonly keyedHash: KeyedHash;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Where a browser comes from. */
export interface UserOrigin {
  /** As the browser calls itself. */
  readonly browser: string | null;
  /** Of the socket, or as a trusted proxy says. */
  readonly address: string;
}

/** Users belong to the installation, and so does what they do with their accounts. Never a name, always ids. */
export const noteUser = (
  inside: Records,
  entry: {
    readonly atEpochMs: number;
    readonly action: AuditAction;
    readonly actor: AuditEntry['actor'];
    readonly target: string | null;
    readonly details?: AuditEntry['details'];
  },
): Promise<void> => inside.audit.append({ applicationId: null, mode: null, details: {}, ...entry });

export const asUser = (id: string | null): AuditEntry['actor'] => ({ kind: 'user', id });
