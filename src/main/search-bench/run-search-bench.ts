import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import { shippedOperatingPoint } from '#engine/compare/recogniser-in-use.js';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import { createThreadTemplateIndex } from '#adapters/template-index/thread-template-index.js';
import { templateIndexWorkerFile } from '#main/compose-templates.js';
import { createBenchPeople, type BenchPeople, type Probe } from '#main/search-bench/bench-people.js';
import { startPostgresScan, type PostgresScan } from '#main/search-bench/postgres-scan.js';
import type { NewTemplate } from '#ports/template-records.js';
import { createGallery, type Gallery } from '#services/templates/gallery.js';
import { shippedDescriptorStatistics } from '#specimens/descriptors/synthetic-descriptors.js';

export interface SearchBenchOptions {
  readonly templates: number;
  readonly searches: number;
  /** Decides who is enrolled. */
  readonly seed: number;
  /** Whether to scan the same vectors in a PostgreSQL as well. */
  readonly postgres: boolean;
  readonly onProgress: (text: string) => void;
}

/** Milliseconds. */
export interface Latency {
  /** The least: what the work takes when nothing else wants the cores. */
  readonly least: number;
  readonly p50: number;
  readonly p99: number;
}

export interface SearchBench {
  readonly templates: number;
  readonly searches: number;
  readonly enrolMs: number;
  /** From an empty thread to one that knows every template: reading, opening the seals, copying. */
  readonly buildMs: number;
  readonly bytesPerTemplate: number;
  readonly residentBytes: number;
  readonly threshold: number;
  /** Enrolled people that were searched for, and of them those found in the first place. */
  readonly enrolledSearched: number;
  readonly enrolledFound: number;
  readonly strangersFound: number;
  /** The whole search of the service: following, scanning, asking the records. */
  readonly search: Latency;
  /** The ten nearest whatever their score, which no threshold cuts short. */
  readonly tenNearest: Latency;
  /** Delay of the event loop while searches ran one after another. */
  readonly eventLoopP99Ms: number;
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

const owner = { applicationId: 'app_bench', mode: 'live' } as const;
const wantedFpir = defaultApplicationSettings.enrolment.falsePositiveIdentificationRate;
/** A scan of PostgreSQL takes so long that more would only cost time. */
const mostPostgresSearches = 40;

/** Enrols synthetic people in a real store and searches them with the real index. */
export async function runSearchBench(options: SearchBenchOptions): Promise<SearchBench> {
  const { templates, searches, onProgress } = options;
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-search-bench-'));
  const masterKey = masterKeyFromSecret(randomBytes(32));
  const store = await openSqliteStore({ directory, masterKey, nowEpochMs: Date.now() });
  const index = createThreadTemplateIndex({ workerFile: templateIndexWorkerFile, largestBytes: 2 ** 34 });
  try {
    const { records } = store;
    const settings = defaultApplicationSettings;
    await records.applications.create({ id: owner.applicationId, name: 'bench', createdAtEpochMs: 1, settings });
    const people = createBenchPeople(options);

    let enrolled = 0;
    let enrolMs = 0;
    for (const batch of people.batches()) {
      const made = batch.map((vector, i) => templateOf(vector, enrolled + i));
      const startedAt = performance.now();
      await records.templates.add(made);
      enrolMs += performance.now() - startedAt;
      enrolled += batch.length;
      onProgress(`enrolled ${enrolled} of ${templates} …`);
    }

    const gallery = createGallery({
      records,
      index,
      onProgress: ({ position, last }) => onProgress(`index: ${Math.round((100 * position) / last)} % …`),
    });
    const buildStartedAt = performance.now();
    await gallery.follow();
    const buildMs = performance.now() - buildStartedAt;

    const probes = people.probes(searches);
    const timed = await timeSearches(gallery, probes, onProgress);
    const nearest: string[] = [];
    const tenNearest = await latencyOf(probes, async ({ vector }) => {
      const found = await index.search(
        { ...owner, digest },
        { vector, metric: shippedOperatingPoint.metric, limit: 10, threshold: -Infinity },
      );
      const { sampleNumber } = found[0]!; // there is no threshold
      nearest.push((await records.templates.confirm(owner, [sampleNumber])).get(sampleNumber)?.templateId ?? '');
    });
    return {
      templates,
      searches,
      enrolMs,
      buildMs,
      bytesPerTemplate: gallery.usage.bytes / templates,
      residentBytes: process.memoryUsage().rss,
      ...timed,
      tenNearest,
      postgres: options.postgres ? await scanPostgres(people, probes, nearest, onProgress) : null,
    };
  } finally {
    await index.close();
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

const digest = 'synthetic';
const idOf = (place: number): string => `person-${place}`;

const templateOf = (vector: Float32Array, place: number): NewTemplate => ({
  ...owner,
  id: idOf(place),
  createdAtEpochMs: place,
  description: { userIdentifier: null, label: null, metadata: null },
  samples: [
    { id: randomUUID(), template: { digest, vector }, quality: 80, createdAtEpochMs: place, imageFileId: null },
  ],
});

async function timeSearches(gallery: Gallery, probes: readonly Probe[], onProgress: (text: string) => void) {
  let [enrolledSearched, enrolledFound, strangersFound, threshold, done] = [0, 0, 0, 0, 0];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const search = await latencyOf(probes, async ({ vector, place }) => {
    const outcome = await gallery.search({
      owner,
      probe: { digest, vector },
      limit: 1,
      operatingPoint: shippedOperatingPoint,
      wantedFpir,
    });
    threshold = outcome.threshold;
    const found = outcome.found[0]?.templateId;
    if (place === null) strangersFound += found === undefined ? 0 : 1;
    else {
      enrolledSearched++;
      enrolledFound += found === idOf(place) ? 1 : 0;
    }
    onProgress(`searched ${++done} of ${probes.length} …`);
  });
  delay.disable();
  return {
    search,
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
    const search = await latencyOf(some, async ({ vector }) => {
      const place = await scan.nearest(vector);
      if (idOf(place) === nearest[done]) agreed++;
      onProgress(`PostgreSQL: searched ${++done} of ${some.length} …`);
    });
    return { described: scan.described, fillMs, searches: some.length, search, agreed };
  } finally {
    await scan.close();
  }
}

async function latencyOf(probes: readonly Probe[], search: (probe: Probe) => Promise<void>): Promise<Latency> {
  const times: number[] = [];
  for (const probe of probes) {
    const startedAt = performance.now();
    await search(probe);
    times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.ceil(share * times.length) - 1)] ?? 0;
  return { least: times[0] ?? 0, p50: at(0.5), p99: at(0.99) };
}
