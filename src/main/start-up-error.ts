/** The server cannot start for a reason that the operator can mend; the message names it in one line. */
export class StartUpError extends Error {
  override readonly name = 'StartUpError';
}
