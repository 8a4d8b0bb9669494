import type { RecogniserInUse } from '#engine/compare/recogniser-in-use.js';
import { StartUpError } from '#main/start-up-error.js';
import type { Records } from '#ports/records.js';
import { applicationsWithForeignPoint } from '#services/foreign-operating-points.js';

/** A threshold says nothing about another recogniser than it was measured with: a server does not start to decide by it. */
export async function refuseForeignPoints(records: Records, { id, digest }: RecogniserInUse): Promise<void> {
  const foreign = await applicationsWithForeignPoint(records, digest);
  if (foreign.length === 0) return;
  throw new StartUpError(
    `policy.operatingPoint of ${foreign.join(', ')} was not measured with the recogniser in use (${id}); calibrate it anew, set it to null (bonafide applications set), or go back (bonafide models use default)`,
  );
}
