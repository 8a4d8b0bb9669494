import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import type { BenchPeople } from '#main/search-bench/bench-people.js';
import { StartUpError } from '#main/start-up-error.js';
import type { Records } from '#ports/records.js';
import type { NewTemplate } from '#ports/template-records.js';

/** Whose people are enrolled, and by which recogniser. */
export const benchOwner = { applicationId: 'app_bench', mode: 'live' } as const;
export const benchDigest = 'synthetic';

/** The id of the person who was enrolled in that place. */
export const benchId = (place: number): string => `person-${place}`;

export interface BenchStore {
  readonly records: Records;
  /** Null: they were there from an earlier run. */
  readonly enrolMs: number | null;
  close(): Promise<void>;
}

/** A store in which the people are enrolled: a new one that is thrown away, or (`folder`) one that stays for the next run. */
export async function openBenchStore(options: {
  readonly folder: string | null;
  readonly people: BenchPeople;
  readonly templates: number;
  readonly seed: number;
  readonly onProgress: (text: string) => void;
}): Promise<BenchStore> {
  const { folder, people, templates, seed, onProgress } = options;
  const directory = folder ?? mkdtempSync(path.join(tmpdir(), 'bonafide-search-bench-'));
  // Nobody's secret: those who are enrolled are numbers drawn from the same seed.
  const masterKey = masterKeyFromSecret(createHash('sha256').update(`search-bench ${seed}`).digest());
  const store = await openSqliteStore({ directory, masterKey, nowEpochMs: Date.now() });
  async function close(): Promise<void> {
    await store.close();
    if (folder === null) rmSync(directory, { recursive: true, force: true });
  }
  try {
    const { records } = store;
    const known = await records.templates.count(benchOwner);
    if (known !== 0 && known !== templates)
      throw new StartUpError(`${directory} holds ${known} people, not ${templates}`);
    const enrolMs = known === 0 ? await enrol(records, { people, templates, onProgress }) : null;
    return { records, enrolMs, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function enrol(
  records: Records,
  options: {
    readonly people: BenchPeople;
    readonly templates: number;
    readonly onProgress: (text: string) => void;
  },
): Promise<number> {
  const { people, templates, onProgress } = options;
  const settings = defaultApplicationSettings;
  await records.applications.create({ id: benchOwner.applicationId, name: 'bench', createdAtEpochMs: 1, settings });
  let enrolled = 0;
  let tookMs = 0;
  for (const batch of people.batches()) {
    const made = batch.map((vector, i) => templateOf(vector, enrolled + i));
    const startedAt = performance.now();
    await records.templates.add(made);
    tookMs += performance.now() - startedAt;
    enrolled += batch.length;
    onProgress(`enrolled ${enrolled} of ${templates} …`);
  }
  return tookMs;
}

const templateOf = (vector: Float32Array, place: number): NewTemplate => ({
  ...benchOwner,
  id: benchId(place),
  createdAtEpochMs: place,
  description: { userIdentifier: null, label: null, metadata: null },
  samples: [
    {
      id: randomUUID(),
      template: { digest: benchDigest, vector },
      quality: 80,
      createdAtEpochMs: place,
      imageFileId: null,
    },
  ],
});
