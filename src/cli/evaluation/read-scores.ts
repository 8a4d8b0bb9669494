import { parseTable } from '#cli/csv.js';
import { UsageError } from '#cli/files.js';
import type { ScoredPair } from '#engine/evaluation/out-of-fold.js';

export interface ScoreTable {
  readonly pairs: readonly ScoredPair[];
  /** False: every comparison counts as one of people of its own. */
  readonly withIdentities: boolean;
}

/** Scores of a table with the columns score, same and, if wanted, identity_a, identity_b. Throws `UsageError`, naming the row. */
export function readScores(text: string, csvFile: string): ScoreTable {
  const rows = parseTable(text, csvFile, ['score', 'same']);
  if (rows.length === 0) throw new UsageError(`${csvFile}: there are no scores`);
  const withIdentities = rows[0]!['identity_a'] !== undefined && rows[0]!['identity_b'] !== undefined;
  const pairs = rows.map((row, index): ScoredPair => {
    const wrong = (why: string): UsageError => new UsageError(`${csvFile}: row ${index + 1}: ${why}`);
    const { score: written, same } = row;
    const score = Number(written);
    if (!written || !Number.isFinite(score)) throw wrong(`score must be a number, not "${written ?? ''}"`);
    if (same !== '0' && same !== '1') throw wrong(`same must be 1 or 0, not "${same ?? ''}"`);
    const identityA = withIdentities ? row['identity_a']! : `${index} a`;
    const identityB = withIdentities ? row['identity_b']! : same === '1' ? identityA : `${index} b`;
    if (identityA === '' || identityB === '') throw wrong('an identity is missing');
    if ((identityA === identityB) !== (same === '1')) throw wrong('same and the identities contradict each other');
    return { score, same: same === '1', identityA, identityB };
  });
  return { pairs, withIdentities };
}
