import { parseTable } from '#cli/csv.js';
import { UsageError } from '#cli/files.js';
import type { LabelledPair } from '#engine/evaluation/labelled-pair.js';

export interface PairTable {
  readonly pairs: readonly LabelledPair[];
  /** Who is on a picture, where the table says it; null: it follows from the pairs. */
  readonly identityOf: ((file: string) => string) | null;
}

/**
 * The pairs of a table with the columns a, b, same and, if wanted, group, identity_a and identity_b. Throws `UsageError`, naming
 * the pair.
 */
export function readPairs(text: string, csvFile: string): PairTable {
  const rows = parseTable(text, csvFile, ['a', 'b', 'same']);
  if (rows.length === 0) throw new UsageError(`${csvFile}: there are no pairs`);
  const identities = new Map<string, string>();
  const pairs = rows.map(({ a, b, same, group, identity_a: one, identity_b: other }, index) => {
    const wrong = (why: string): UsageError => new UsageError(`${csvFile}: pair ${index + 1}${why}`);
    if (!a || !b) throw wrong(' lacks a picture');
    if (same !== '0' && same !== '1') throw wrong(`: same must be 1 or 0, not "${same ?? ''}"`);
    if (one !== undefined && other !== undefined) {
      if (one === '' || other === '') throw wrong(' lacks an identity');
      if ((one === other) !== (same === '1')) throw wrong(': same and the identities contradict each other');
      for (const [file, identity] of [
        [a, one],
        [b, other],
      ] as const) {
        // prettier-ignore
        if ((identities.get(file) ?? identity) !== identity) throw wrong(`: ${file} has two identities`);
        identities.set(file, identity);
      }
    }
    return { a, b, same: same === '1', ...(group ? { group } : {}) };
  });
  return { pairs, identityOf: identities.size === 0 ? null : (file) => identities.get(file) ?? file };
}
