import type { Tally } from './attempt.js';

/** What a process that tries one target is told, as its only argument, in JSON. */
export interface Assignment {
  readonly target: string;
  readonly seed: number;
  readonly seconds: number;
  /** Inputs at most; null: as many as there is time for. */
  readonly runs: number | null;
  readonly guided: boolean;
  /** Holds the input that is being tried. */
  readonly currentFile: string;
}

export interface Finding {
  readonly kind: 'crash' | 'hang' | 'undeclared answer';
  readonly what: string;
  /** The input, as small as it could be made. */
  readonly base64: string;
  readonly seed: number;
}

/** What it says: that it lives, how far it is, and what it found. */
export interface Beat {
  readonly tally: Tally;
  readonly findings: readonly Finding[];
  readonly isDone: boolean;
}
