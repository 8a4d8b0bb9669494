import { mostSamples } from '#domain/template.js';
import type { SampleSummary } from '#ports/template-records.js';

/**
 * The sample in whose place a new one comes, or null where there is room. First go those of another recogniser, which no
 * search finds; of the rest the worst one, and of equally bad ones the oldest. The new one always comes in: whoever adds a
 * picture of somebody knows that it is a newer one, and faces age.
 */
export function sampleToReplace(samples: readonly SampleSummary[], digest: string): string | null {
  if (samples.length < mostSamples) return null;
  const [first] = samples.toSorted(
    (a, b) =>
      Number(a.digest === digest) - Number(b.digest === digest) ||
      a.quality - b.quality ||
      a.createdAtEpochMs - b.createdAtEpochMs,
  );
  return first?.id ?? null;
}
