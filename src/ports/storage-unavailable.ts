/**
 * The database or the file store cannot do what it is asked for now: it does not answer, or has no room. Nothing was
 * stored, and the same call can succeed later.
 */
export class StorageUnavailableError extends Error {
  override readonly name = 'StorageUnavailableError';
  /** As the database, the store or the operating system named it; for the log. */
  readonly code: string | null;
  constructor(cause: unknown) {
    const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
    super(`the storage is unavailable (${code ?? (cause instanceof Error ? cause.name : 'unknown')})`, { cause });
    this.code = code;
  }
}
