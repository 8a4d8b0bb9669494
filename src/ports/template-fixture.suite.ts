import { defaultApplicationSettings } from '#domain/application-settings.js';
import type { Records } from '#ports/records.js';
import type { NewSample, NewTemplate, TemplateChange } from '#ports/template-records.js';

export interface TemplateRecordsUnderTest {
  readonly records: Records;
  /** The same data, opened beside it: what another server process, or a restarted one, would see. */
  openAnother(): Promise<Records>;
  /**
   * Records that may write at the same time as `records`: those of another process where they do not block this thread,
   * else `records` itself.
   */
  secondWriter(): Promise<Records>;
  close(): Promise<void>;
}

export const owner = { applicationId: 'app_a', mode: 'live' } as const;
export const otherOwner = { applicationId: 'app_b', mode: 'live' } as const;
export const testOwner = { applicationId: 'app_a', mode: 'test' } as const;
const nobody = { userIdentifier: null, label: null, metadata: null };
export const anna = { userIdentifier: 'user-17', label: 'Anna', metadata: { floor: 3 } };

export const sampleId = (n: number): string => `7e5a1c9e-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const sample = (n: number, more: Partial<NewSample> = {}): NewSample => ({
  id: sampleId(n),
  template: { digest: 'd', vector: Float32Array.of(n, 0.5) },
  quality: 80,
  createdAtEpochMs: 1000 + n,
  imageFileId: null,
  ...more,
});
export const template = (id: string, n: number, more: Partial<NewTemplate> = {}): NewTemplate => ({
  ...owner,
  id,
  createdAtEpochMs: 1000 + n,
  description: nobody,
  samples: [sample(n)],
  ...more,
});
export const summary = (n: number, more: { digest?: string; quality?: number; imageFileId?: string } = {}) => ({
  id: sampleId(n),
  digest: 'd',
  quality: 80,
  createdAtEpochMs: 1000 + n,
  imageFileId: null,
  ...more,
});
/** A change by what it says, without the numbers that the records chose. */
export const told = (change: TemplateChange) =>
  change.kind === 'deleted' ? 'deleted' : change.samples.map(({ template: { vector } }) => vector[0]);

/** Makes the applications whose people the suites enrol. */
export async function createApplications(records: Records): Promise<void> {
  for (const id of ['app_a', 'app_b']) {
    await records.applications.create({ id, name: id, createdAtEpochMs: 1, settings: defaultApplicationSettings });
  }
}
