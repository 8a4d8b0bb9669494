import pg from 'pg';
import { StorageUnavailableError } from '#ports/storage-unavailable.js';

/** PostgreSQL cannot be worked with, for a reason that the operator can mend. One line, without credentials. */
export class PostgresUnusableError extends Error {
  override readonly name = 'PostgresUnusableError';
  /** It is away, starting or full: that may pass by itself. */
  readonly unreachable: boolean;

  constructor(message: string, { unreachable, cause }: { readonly unreachable: boolean; readonly cause?: unknown }) {
    super(message, { cause });
    this.unreachable = unreachable;
  }
}

/** What a server answers that cannot serve anybody just now: too_many_connections, cannot_connect_now. */
const passing = new Set<unknown>(['53300', '57P03']);

/** Where a database lies and who asks for it. */
export interface PostgresPlace {
  /** `host:port/database`. */
  readonly place: string;
  readonly user: string;
}

/**
 * What a first contact's failure means; null where it means nothing known, and is to be thrown as it is.
 * Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html, and those of Node's sockets and TLS.
 */
export function explainPostgresError(told: unknown, { place, user }: PostgresPlace): PostgresUnusableError | null {
  const error = told instanceof StorageUnavailableError ? told.cause : told;
  const unusable = (why: string, unreachable: boolean): PostgresUnusableError =>
    new PostgresUnusableError(`PostgreSQL at ${place} ${why}`, { unreachable, cause: error });
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  if (error instanceof pg.DatabaseError) {
    const reasons: Record<string, string> = {
      '28P01': `refuses the login of ${user} (wrong password)`,
      '28000': `refuses the login of ${user} (28000: no such user, or pg_hba.conf does not admit it)`,
      '3D000': 'does not have that database; create it first',
      '42501': `does not let ${user} do what is needed (42501); make it the owner of the database`,
      '53300': 'has no connection left (53300); raise its max_connections or lower BONAFIDE_DATABASE_POOL',
      '57P03': 'is starting or stopping (57P03)',
    };
    const reason = reasons[code ?? ''];
    return reason === undefined ? null : unusable(reason, passing.has(code));
  }
  if (code === null) return unusable(`cannot be reached (${error.message})`, true);
  if (/CERT|SIGNATURE|SELF_SIGNED/.test(code)) {
    return unusable(
      `shows a certificate that is not trusted (${code}); name its authority in DATABASE_URL: sslrootcert=<file>`,
      false,
    );
  }
  if (/^(E[A-Z_]+)$/.test(code)) return unusable(`cannot be reached (${code})`, true);
  return null;
}

/** The oldest release that the PostgreSQL project still mended when this was written. */
const oldestVersion = 14;

/** What speaks against a server that answers; null: nothing. `version`: its `server_version_num`, 140005 for 14.5. */
export function whyUnfit({ version, encoding }: { version: number; encoding: string }): string | null {
  if (version < oldestVersion * 10_000) {
    return `is version ${Math.floor(version / 10_000)}; ${oldestVersion} is the oldest that works`;
  }
  return encoding === 'UTF8' ? null : `stores text as ${encoding}; create the database with encoding 'UTF8'`;
}
