import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import { shippedOperatingPoint } from '#engine/compare/recogniser-in-use.js';
import { createThreadTemplateIndex } from '#adapters/template-index/thread-template-index.js';
import { templateIndexWorkerFile } from '#main/compose-templates.js';
import { createBenchPeople, type BenchPeople, type Probe } from '#main/search-bench/bench-people.js';
import { benchDigest, benchId, benchOwner, openBenchStore } from '#main/search-bench/bench-store.js';
import { compareWithFloats, type FloatComparison, type TenNearest } from '#main/search-bench/compare-with-floats.js';
import { latencyOf, timed, type Latency } from '#main/search-bench/latency.js';
import { startPostgresScan, type PostgresScan } from '#main/search-bench/postgres-scan.js';
import { createGallery, type Gallery } from '#services/templates/gallery.js';
import { rankCandidates } from '#services/templates/rank-candidates.js';
import { shippedDescriptorStatistics } from '#specimens/descriptors/synthetic-descriptors.js';

export interface SearchBenchOptions {
  readonly templates: number;
  readonly searches: number;
  /** Decides who is enrolled. */
  readonly seed: number;
  /** Whether to scan the same vectors in a PostgreSQL as well. */
  readonly postgres: boolean;
  /** Where the store stays for the next run; default: nowhere. */
  readonly folder?: string | null;
  readonly onProgress: (text: string) => void;
}

export interface SearchBench {
  readonly templates: number;
  readonly searches: number;
  /** Null: they were there from an earlier run. */
  readonly enrolMs: number | null;
  /** From an empty thread to one that knows every template: reading, opening the seals, quantising. */
  readonly buildMs: number;
  /** As the index counts them. */
  readonly bytesPerTemplate: number;
  /** By how much the process grew as the index was built. Of a small gallery most of it is garbage. */
  readonly residentBytesPerTemplate: number;
  readonly residentBytes: number;
  readonly threshold: number;
  /** Enrolled people that were searched for, and of them those found in the first place. */
  readonly enrolledSearched: number;
  readonly enrolledFound: number;
  readonly strangersFound: number;
  /** The whole search of the service: following, scanning, asking the records. */
  readonly search: Latency;
  /** The ten nearest whatever their score, which no threshold cuts short: the scan in its thread, and all of it. */
  readonly scan: Latency;
  readonly tenNearest: Latency;
  /** Samples that could have been among the ten by what the index knows, on average: so many were opened at most. */
  readonly candidates: number;
  /** Delay of the event loop while searches ran one after another. */
  readonly eventLoopP99Ms: number;
  readonly floats: FloatComparison;
  /** Null: not run. */
  readonly postgres: null | {
    readonly described: string;
    readonly fillMs: number;
    readonly searches: number;
    readonly search: Latency;
    /** Searches in which its nearest is also ours. */
    readonly agreed: number;
  };
}

const wantedFpir = defaultApplicationSettings.enrolment.falsePositiveIdentificationRate;
/** A scan of PostgreSQL takes so long that more would only cost time. */
const mostPostgresSearches = 40;

/** Enrols synthetic people in a real store and searches them with the real index. */
export async function runSearchBench(options: SearchBenchOptions): Promise<SearchBench> {
  const { templates, searches, onProgress } = options;
  const people = createBenchPeople(options);
  const store = await openBenchStore({ folder: null, ...options, people });
  const index = createThreadTemplateIndex({ workerFile: templateIndexWorkerFile, largestBytes: 2 ** 34 });
  try {
    const { records } = store;
    const gallery = createGallery({
      records,
      index,
      onProgress: ({ position, last }) => onProgress(`index: ${Math.round((100 * position) / last)} % …`),
    });
    const probes = people.probes(searches);
    await index.size({ ...benchOwner, digest: benchDigest }); // the thread itself is no part of the gallery
    const residentBefore = residentBytes();
    const [buildMs] = await timed(() => gallery.follow());
    const residentAfter = residentBytes();

    const outcome = await timeSearches(gallery, probes, onProgress);
    const { metric } = shippedOperatingPoint;
    const scanTimes: number[] = [];
    let candidatesSeen = 0;
    const tenNearest: TenNearest = async (vector) => {
      const wanted = { metric, limit: 10, threshold: -Infinity };
      const [tookMs, candidates] = await timed(() =>
        index.search({ ...benchOwner, digest: benchDigest }, { vector, ...wanted }),
      );
      scanTimes.push(tookMs);
      candidatesSeen += candidates.length;
      const { ranked } = await rankCandidates({
        candidates,
        probe: { digest: benchDigest, vector },
        ...wanted,
        open: (sampleNumbers) => records.templates.confirm(benchOwner, sampleNumbers),
      });
      return ranked;
    };
    const nearest: string[] = [];
    const tenTimes: number[] = [];
    for (const { vector } of probes) {
      const [tookMs, ranked] = await timed(() => tenNearest(vector));
      tenTimes.push(tookMs);
      nearest.push(ranked[0]?.templateId ?? '');
    }
    const measured = {
      scan: latencyOf(scanTimes),
      tenNearest: latencyOf(tenTimes),
      candidates: candidatesSeen / scanTimes.length,
    };
    return {
      templates,
      searches,
      enrolMs: store.enrolMs,
      buildMs,
      bytesPerTemplate: gallery.usage.bytes / templates,
      residentBytesPerTemplate: (residentAfter - residentBefore) / templates,
      residentBytes: residentAfter,
      ...outcome,
      ...measured,
      floats: await compareWithFloats({ people, templates, probes, tenNearest, onProgress }),
      postgres: options.postgres ? await scanPostgres(people, probes, nearest, onProgress) : null,
    };
  } finally {
    await index.close();
    await store.close();
  }
}

/** Without what only waits to be collected. */
function residentBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)(); // the flag defines it
  return process.memoryUsage.rss();
}

async function timeSearches(gallery: Gallery, probes: readonly Probe[], onProgress: (text: string) => void) {
  let [enrolledSearched, enrolledFound, strangersFound, threshold, done] = [0, 0, 0, 0, 0];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const times: number[] = [];
  for (const { vector, place } of probes) {
    const [tookMs, outcome] = await timed(() =>
      gallery.search({
        owner: benchOwner,
        probe: { digest: benchDigest, vector },
        limit: 1,
        operatingPoint: shippedOperatingPoint,
        wantedFpir,
      }),
    );
    times.push(tookMs);
    threshold = outcome.threshold;
    const found = outcome.found[0]?.templateId;
    if (place === null) strangersFound += found === undefined ? 0 : 1;
    else {
      enrolledSearched++;
      enrolledFound += found === benchId(place) ? 1 : 0;
    }
    onProgress(`searched ${++done} of ${probes.length} …`);
  }
  delay.disable();
  return {
    search: latencyOf(times),
    threshold,
    enrolledSearched,
    enrolledFound,
    strangersFound,
    eventLoopP99Ms: delay.percentile(99) / 1e6,
  };
}

async function scanPostgres(
  people: BenchPeople,
  probes: readonly Probe[],
  nearest: readonly string[],
  onProgress: (text: string) => void,
): Promise<SearchBench['postgres']> {
  onProgress('starting PostgreSQL …');
  const scan: PostgresScan | null = await startPostgresScan(shippedDescriptorStatistics.dimensions);
  if (scan === null) return null;
  try {
    const startedAt = performance.now();
    await scan.fill(
      (async function* () {
        let filled = 0;
        for (const batch of people.batches()) {
          yield batch;
          onProgress(`PostgreSQL: ${(filled += batch.length)} vectors …`);
        }
      })(),
    );
    const fillMs = performance.now() - startedAt;
    const some = probes.slice(0, mostPostgresSearches);
    let agreed = 0;
    let done = 0;
    const times: number[] = [];
    for (const { vector } of some) {
      const [tookMs, place] = await timed(() => scan.nearest(vector));
      times.push(tookMs);
      if (benchId(place) === nearest[done]) agreed++;
      onProgress(`PostgreSQL: searched ${++done} of ${some.length} …`);
    }
    return { described: scan.described, fillMs, searches: some.length, search: latencyOf(times), agreed };
  } finally {
    await scan.close();
  }
}
