import { parseTable } from '#cli/csv.js';
import { UsageError } from '#cli/files.js';
import type { LabelledPair } from '#engine/evaluation/labelled-pair.js';

/** The pairs of a table with the columns a, b, same and, if wanted, group. Throws `UsageError`. */
export function readPairs(text: string, csvFile: string): LabelledPair[] {
  const rows = parseTable(text, csvFile, ['a', 'b', 'same']);
  if (rows.length === 0) throw new UsageError(`${csvFile}: there are no pairs`);
  return rows.map(({ a, b, same, group }, index) => {
    if (!a || !b) throw new UsageError(`${csvFile}: pair ${index + 1} lacks a picture`);
    if (same !== '0' && same !== '1') {
      throw new UsageError(`${csvFile}: pair ${index + 1}: same must be 1 or 0, not "${same ?? ''}"`);
    }
    return { a, b, same: same === '1', ...(group ? { group } : {}) };
  });
}
