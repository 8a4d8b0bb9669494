import type { BenchPeople, Probe } from '#main/search-bench/bench-people.js';
import { benchId } from '#main/search-bench/bench-store.js';
import { createFloatScan } from '#main/search-bench/float-scan.js';
import { latencyOf, timed, type Latency } from '#main/search-bench/latency.js';
import type { RankedTemplate } from '#services/templates/rank-candidates.js';
import { shippedDescriptorStatistics } from '#specimens/descriptors/synthetic-descriptors.js';

/** The search that is compared: the ten nearest, whatever their score. */
export type TenNearest = (probe: Float32Array) => Promise<readonly Pick<RankedTemplate, 'templateId' | 'score'>[]>;

/** Ours against the scan over all digits, by turns. */
export interface FloatComparison {
  readonly searches: number;
  readonly search: Latency;
  /** Ours, whole, in the same turns. */
  readonly ours: Latency;
  /** Of all that the scan found: those that ours found in the same place with the same score, bit for bit. */
  readonly recall: number;
}

/** Each turn is a scan of everything. */
const mostTurns = 50;

export async function compareWithFloats(options: {
  readonly people: BenchPeople;
  readonly templates: number;
  readonly probes: readonly Probe[];
  readonly tenNearest: TenNearest;
  readonly onProgress: (text: string) => void;
}): Promise<FloatComparison> {
  const { people, templates, probes, tenNearest, onProgress } = options;
  onProgress('the same vectors with all their digits …');
  const scan = createFloatScan(people, templates, shippedDescriptorStatistics.dimensions);
  const some = probes.slice(0, mostTurns);
  const [floatTimes, ownTimes]: [number[], number[]] = [[], []];
  let [wanted, found] = [0, 0];
  for (const { vector } of some) {
    const [floatMs, theirs] = await timed(() => scan.nearest(vector, 10));
    const [ownMs, ours] = await timed(() => tenNearest(vector));
    floatTimes.push(floatMs);
    ownTimes.push(ownMs);
    wanted += theirs.length;
    found += theirs.filter(
      ({ place, score }, i) => ours[i]?.templateId === benchId(place) && ours[i].score === score,
    ).length;
    onProgress(`compared ${floatTimes.length} of ${some.length} …`);
  }
  return { searches: some.length, search: latencyOf(floatTimes), ours: latencyOf(ownTimes), recall: found / wanted };
}
