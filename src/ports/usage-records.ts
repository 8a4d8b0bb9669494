import type { Mode } from '#domain/access.js';
import type { Owner } from '#ports/owner.js';

export interface UsageRow {
  readonly mode: Mode;
  readonly keyId: string;
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
  /** One of `operations`, or the name of a call that works on no picture. */
  readonly operation: string;
  readonly calls: number;
  readonly tokens: number;
}

/** What was used and what it cost. Nothing in it is about a person. */
export interface UsageRecords {
  /** Counts one call; with `tokens` above 0 takes them from the balance, where there are enough. False: there are not. */
  charge(use: {
    readonly owner: Owner;
    readonly keyId: string;
    readonly day: string;
    readonly operation: string;
    readonly tokens: number;
  }): Promise<boolean>;
  /** Tokens left to the application. */
  balance(applicationId: string): Promise<number>;
  /** Gives the new balance; a negative number takes. Never below 0. */
  addTokens(applicationId: string, tokens: number): Promise<number>;
  /** Calls of the application on a day, both modes. */
  callsOnDay(applicationId: string, day: string): Promise<number>;
  /** Days from `fromDay` to `toDay`, both included, oldest first. */
  list(applicationId: string, days: { readonly fromDay: string; readonly toDay: string }): Promise<UsageRow[]>;
}
