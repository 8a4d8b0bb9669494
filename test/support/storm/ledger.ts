/** What a server has acknowledged to its callers, and what it left open. */
export interface Ledger {
  /** Ids of verifications that were answered, and whether they were completed. */
  readonly verifications: Map<string, 'completed' | 'failed'>;
  /** The verification that each Idempotency-Key was answered with. */
  readonly keyed: Map<string, string>;
  /** Keys whose request was never answered, with what was sent under them. */
  readonly unanswered: Set<string>;
  /** Sessions that were made; true: their end was seen. */
  readonly sessions: Map<string, boolean>;
  readonly templates: Set<string>;
  /** Verifications whose review was decided. */
  readonly reviews: Set<string>;
  /** Calls that broke off before their answer: each may have left one verification that nobody was told of. */
  broken: number;
  /** Answers by status, without those of 2xx. */
  readonly refusals: Map<number, number>;
  /** What no answer may be: see `problems` of the report. */
  readonly wrong: string[];
}

export const newLedger = (): Ledger => ({
  verifications: new Map(),
  keyed: new Map(),
  unanswered: new Set(),
  sessions: new Map(),
  templates: new Set(),
  reviews: new Set(),
  broken: 0,
  refusals: new Map(),
  wrong: [],
});

export function countRefusal({ refusals }: Ledger, status: number): void {
  refusals.set(status, (refusals.get(status) ?? 0) + 1);
}
