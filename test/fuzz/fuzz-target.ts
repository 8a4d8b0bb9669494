import type { Arbitrary } from 'fast-check';

/** Something that reads bytes of strangers. */
export interface FuzzTarget {
  readonly name: string;
  /** Inputs that are right, or nearly: mutants begin with them. Made here, so that nothing hostile lies in the repository. */
  seeds(): Promise<readonly Uint8Array[]>;
  /** Words of the format, put into mutants. */
  readonly dictionary?: readonly Uint8Array[];
  /** Inputs beside the mutants, where a format has more of a structure than they keep. */
  readonly structured?: Arbitrary<Uint8Array>;
  /**
   * Reads the input as the product does and gives what it answered: `ok`, or the code of a declared failure. Throws for
   * anything else: that is a crash, or an answer that nothing declares (`UndeclaredAnswerError`).
   */
  judge(bytes: Uint8Array): string | Promise<string>;
  /** No input takes longer, by far: beyond it the target hangs. */
  readonly deadlineMs: number;
  /** Inputs of the short form, which takes a second or two each. */
  readonly shortRuns: number;
  /** Own code, without a library that does the work: coverage can guide the search. */
  readonly isPure: boolean;
  /** Ends what the target started. */
  close?(): Promise<void>;
}

/** The target gave an answer, and nothing says that it may. */
export class UndeclaredAnswerError extends Error {
  override readonly name = 'UndeclaredAnswerError';
}

export const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');
export const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
export const words = (...texts: readonly string[]): Uint8Array[] => texts.map((text) => Buffer.from(text, 'latin1'));
