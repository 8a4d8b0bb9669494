/** Why a PyTorch file is refused. */
export type StateDictFault =
  /** It ends before what it announced. */
  | 'truncated'
  /** It is no state dict as PyTorch writes them. */
  | 'malformed'
  /** It wants an operation, a class or a call that no plain state dict needs: it may be an attempt to run code. */
  | 'not-allowed'
  /** It is larger, deeper or has more parts than any net of ours. */
  | 'limit-exceeded';

/** A file of weights that is not read. Nothing of it was executed. */
export class StateDictError extends Error {
  override readonly name = 'StateDictError';

  constructor(
    readonly fault: StateDictFault,
    detail: string,
  ) {
    super(`state dict ${fault}: ${detail}`);
  }
}
