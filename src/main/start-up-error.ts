/** The server cannot start for a reason that the operator can mend; the message names it in one line. */
export class StartUpError extends Error {
  override readonly name = 'StartUpError';
}

/** What the server needs cannot be reached now: the same start may do later. */
export class UnreachableError extends StartUpError {}

/** What a store says of itself that cannot be used, `unreachable` where that may pass by itself. */
export const startUpErrorOf = (error: Error & { readonly unreachable: boolean }): StartUpError =>
  new (error.unreachable ? UnreachableError : StartUpError)(error.message, { cause: error });

const accessProblems = new Set<unknown>([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'EEXIST',
  'ENOSPC',
  'EDQUOT',
  'EFBIG',
  'SQLITE_CANTOPEN',
  'SQLITE_FULL',
  'SQLITE_READONLY',
  'SQLITE_NOTADB',
  'SQLITE_CORRUPT',
  'SQLITE_FULL',
  'SQLITE_IOERR_WRITE',
]);

/** Whether an error says that a file or a folder cannot be used. */
export const isAccessProblem = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && accessProblems.has(error.code);
