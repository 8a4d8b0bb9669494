import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import type { Owner, Records } from '#ports/records.js';
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

const owner = { applicationId: 'app_a', mode: 'live' } as const;
const otherOwner = { applicationId: 'app_b', mode: 'live' } as const;
const testOwner = { applicationId: 'app_a', mode: 'test' } as const;
const nobody = { userIdentifier: null, label: null, metadata: null };
const anna = { userIdentifier: 'user-17', label: 'Anna', metadata: { floor: 3 } };

const sampleId = (n: number): string => `7e5a1c9e-0000-4000-8000-${String(n).padStart(12, '0')}`;
const sample = (n: number, more: Partial<NewSample> = {}): NewSample => ({
  id: sampleId(n),
  template: { digest: 'd', vector: Float32Array.of(n, 0.5) },
  quality: 80,
  createdAtEpochMs: 1000 + n,
  imageFileId: null,
  ...more,
});
const template = (id: string, n: number, more: Partial<NewTemplate> = {}): NewTemplate => ({
  ...owner,
  id,
  createdAtEpochMs: 1000 + n,
  description: nobody,
  samples: [sample(n)],
  ...more,
});
const summary = (n: number, more: { digest?: string; quality?: number; imageFileId?: string } = {}) => ({
  id: sampleId(n),
  digest: 'd',
  quality: 80,
  createdAtEpochMs: 1000 + n,
  imageFileId: null,
  ...more,
});
/** A change by what it says, without the numbers that the records chose. */
const told = (change: TemplateChange) =>
  change.kind === 'deleted' ? 'deleted' : change.samples.map(({ template: { vector } }) => vector[0]);

/** How every implementation of the records of templates behaves. */
export function describeTemplateRecords(name: string, make: () => Promise<TemplateRecordsUnderTest>): void {
  describe(`template records on ${name}`, () => {
    let under: TemplateRecordsUnderTest;
    let records: Records;

    beforeEach(async () => {
      under = await make();
      records = under.records;
      for (const id of ['app_a', 'app_b']) {
        await records.applications.create({ id, name: id, createdAtEpochMs: 1, settings: defaultApplicationSettings });
      }
    });
    afterEach(() => under.close());

    const add = (...templates: NewTemplate[]): Promise<void> => records.templates.add(templates);
    const addSample = (id: string, next: NewSample, replacing: string | null = null, of: Owner = owner) =>
      records.templates.addSample(of, id, next, { atEpochMs: 9000, replacing, description: {} });
    const changes = async (since = 0, from = records) => from.templates.changesSince(since, 100);

    test('a template is found as it was added, also by another process', async () => {
      await add(template('anna', 1, { description: anna, samples: [sample(1), sample(2, { imageFileId: 'file-2' })] }));
      const expected = {
        ...owner,
        id: 'anna',
        createdAtEpochMs: 1001,
        updatedAtEpochMs: 1001,
        description: anna,
        samples: [summary(1), summary(2, { imageFileId: 'file-2' })],
      };
      expect(await records.templates.find(owner, 'anna')).toEqual(expected);
      expect(await (await under.openAnother()).templates.find(owner, 'anna')).toEqual(expected);
      expect(await records.templates.find(owner, 'bert')).toBeNull();
    });

    test('an id is taken once for each application and mode', async () => {
      await add(template('anna', 1));
      await expect(add(template('anna', 2))).rejects.toThrow();
      await add(template('anna', 3, otherOwner), template('anna', 4, testOwner));
      expect(await records.templates.count(owner)).toBe(1);
      expect((await records.templates.find(testOwner, 'anna'))?.samples).toEqual([summary(4)]);
    });

    test.each([
      ['another application', otherOwner],
      ['a key of the other mode', testOwner],
    ])('%s sees and changes nothing', async (_, stranger) => {
      await add(template('anna', 1, { description: anna }));
      const [enrolled] = await changes();
      const numbers = enrolled?.kind === 'enrolled' ? enrolled.samples.map(({ number }) => number) : [];
      const { templates } = records;
      expect(await templates.find(stranger, 'anna')).toBeNull();
      expect(await templates.page(stranger, { limit: 10, before: null })).toEqual([]);
      expect(await templates.count(stranger)).toBe(0);
      expect(await templates.findByUser(stranger, 'user-17')).toEqual([]);
      expect(await templates.confirm(stranger, numbers)).toEqual(new Map());
      expect(await addSample('anna', sample(2), null, stranger)).toBe(false);
      expect(await templates.renewSample(stranger, sampleId(1), sample(3).template)).toBe(false);
      expect(await templates.delete(stranger, 'anna', 9000)).toBeNull();
      expect(await templates.eraseByUser(stranger, 'user-17', 9000)).toEqual([]);
      expect((await templates.find(owner, 'anna'))?.samples).toEqual([summary(1)]);
    });

    test('a sample is added, or takes the place of another', async () => {
      await add(template('anna', 1, { description: anna }));
      expect(await addSample('anna', sample(2))).toBe(true);
      expect(await addSample('anna', sample(3), sampleId(1))).toBe(true);
      expect(await addSample('anna', sample(4), sampleId(1))).toBe(false);
      expect(await addSample('bert', sample(5))).toBe(false);
      expect(await records.templates.find(owner, 'anna')).toMatchObject({
        updatedAtEpochMs: 9000,
        description: anna,
        samples: [summary(2), summary(3)],
      });
    });

    test('a sample of another template is not replaced', async () => {
      await add(template('anna', 1), template('bert', 2));
      expect(await addSample('anna', sample(3), sampleId(2))).toBe(false);
      expect((await records.templates.find(owner, 'bert'))?.samples).toEqual([summary(2)]);
      expect((await records.templates.find(owner, 'anna'))?.samples).toEqual([summary(1)]);
    });

    test('what a new sample says of the person replaces what was said', async () => {
      await add(template('anna', 1, { description: anna }));
      await records.templates.addSample(owner, 'anna', sample(2), {
        atEpochMs: 9000,
        replacing: null,
        description: { userIdentifier: 'user-18', label: 'Anne' },
      });
      expect((await records.templates.find(owner, 'anna'))?.description).toEqual({
        userIdentifier: 'user-18',
        label: 'Anne',
        metadata: { floor: 3 },
      });
      expect(await records.templates.findByUser(owner, 'user-17')).toEqual([]);
      expect(await records.templates.findByUser(owner, 'user-18')).toEqual(['anna']);
    });

    test('pages newest first', async () => {
      await add(template('a', 1), template('b', 2), template('c', 3), template('d', 3, { samples: [sample(4)] }));
      const page = async (before: { createdAtEpochMs: number; id: string } | null) =>
        (await records.templates.page(owner, { limit: 2, before })).map(({ id }) => id);
      const first = await page(null);
      expect(first.sort()).toEqual(['c', 'd']);
      const rest = await records.templates.page(owner, { limit: 1, before: null });
      expect((await page({ createdAtEpochMs: 1003, id: rest[0]!.id })).length).toBe(2);
      expect(await page({ createdAtEpochMs: 1002, id: 'b' })).toEqual(['a']);
      expect(await page({ createdAtEpochMs: 1001, id: 'a' })).toEqual([]);
    });

    test('a deleted template is gone, and tells which pictures it leaves behind', async () => {
      await add(template('anna', 1, { samples: [sample(1, { imageFileId: 'file-1' }), sample(2)] }), template('b', 3));
      expect(await records.templates.delete(owner, 'anna', 9000)).toEqual({ id: 'anna', imageFileIds: ['file-1'] });
      expect(await records.templates.find(owner, 'anna')).toBeNull();
      expect(await records.templates.delete(owner, 'anna', 9000)).toBeNull();
      expect(await addSample('anna', sample(4))).toBe(false);
      await add(template('anna', 5));
      expect((await records.templates.find(owner, 'anna'))?.samples).toEqual([summary(5)]);
    });

    test('everything of a person is erased at once', async () => {
      await add(template('a', 1, { description: anna }), template('b', 2), template('c', 3, { description: anna }));
      expect(await records.templates.findByUser(owner, 'user-17')).toEqual(['c', 'a']);
      expect(await records.templates.eraseByUser(owner, 'user-17', 9000)).toEqual([
        { id: 'a', imageFileIds: [] },
        { id: 'c', imageFileIds: [] },
      ]);
      expect((await records.templates.page(owner, { limit: 9, before: null })).map(({ id }) => id)).toEqual(['b']);
    });

    test('changes are told in their order, of each template the last one alone', async () => {
      expect(await records.templates.position()).toEqual({ last: 0, swept: 0 });
      await add(template('a', 1), template('b', 2));
      await add(template('c', 3, testOwner));
      const first = await changes();
      expect(first.map(told)).toEqual([[1], [2], [3]]);
      expect(first[2]?.owner).toEqual(testOwner);
      const { last } = await records.templates.position();
      expect(first.at(-1)?.change).toBe(last);

      await addSample('a', sample(4));
      await records.templates.delete(owner, 'b', 9000);
      const later = await changes(last);
      expect(later.map(told)).toEqual([[1, 4], 'deleted']);
      expect(later.map(({ templateNumber }) => templateNumber)).toEqual([
        first[0]?.templateNumber,
        first[1]?.templateNumber,
      ]);
      expect((await changes()).map(told)).toEqual([[3], [1, 4], 'deleted']);
      expect((await records.templates.changesSince(0, 2)).map(told)).toEqual([[3], [1, 4]]);
      expect((await records.templates.position()).last).toBe(later.at(-1)?.change);
    });

    test('a vector comes back bit for bit', async () => {
      const vector = Float32Array.of(0.1, -0, 3.4e38, 1e-45, -7.25);
      await add(template('a', 1, { samples: [sample(1, { template: { digest: 'd', vector } })] }));
      const [change] = await changes(0, await under.openAnother());
      expect(change?.kind === 'enrolled' && change.samples[0]?.template).toEqual({ digest: 'd', vector });
    });

    test('samples are confirmed while they are there, and never by an old number', async () => {
      await add(template('a', 1), template('b', 2));
      const numberOf = async (place: number): Promise<number> => {
        const change = (await changes())[place];
        return change?.kind === 'enrolled' ? change.samples[0]!.number : 0;
      };
      const [a, b] = [await numberOf(0), await numberOf(1)];
      expect(await records.templates.confirm(owner, [b, a, 999])).toEqual(
        new Map([
          [a, { templateId: 'a', sampleId: sampleId(1) }],
          [b, { templateId: 'b', sampleId: sampleId(2) }],
        ]),
      );
      await records.templates.delete(owner, 'b', 9000);
      await records.templates.renewSample(owner, sampleId(1), { digest: 'e', vector: Float32Array.of(7) });
      expect(await records.templates.confirm(owner, [a, b])).toEqual(new Map());
      expect(await records.templates.confirm(owner, [])).toEqual(new Map());
    });

    test('a renewed sample has another vector and is otherwise what it was', async () => {
      await add(template('a', 1, { samples: [sample(1, { imageFileId: 'file-1' })] }), template('b', 2));
      const outdated = await records.templates.outdatedSamples('e', { after: 0, limit: 10 });
      expect(outdated).toEqual([
        { owner, templateId: 'a', sampleId: sampleId(1), number: outdated[0]?.number, imageFileId: 'file-1' },
      ]);
      expect(await records.templates.outdatedSamples('e', { after: outdated[0]!.number, limit: 10 })).toEqual([]);
      const renewed = { digest: 'e', vector: Float32Array.of(7) };
      expect(await records.templates.renewSample(owner, sampleId(1), renewed)).toBe(true);
      expect(await records.templates.renewSample(owner, sampleId(9), renewed)).toBe(false);
      expect((await records.templates.find(owner, 'a'))?.samples).toEqual([
        summary(1, { digest: 'e', imageFileId: 'file-1' }),
      ]);
      expect((await changes()).map(told)).toEqual([[2], [7]]);
      expect(await records.templates.outdatedSamples('e', { after: 0, limit: 10 })).toEqual([]);
    });

    test('old deletions are forgotten, and it is told up to where', async () => {
      await add(template('a', 1), template('b', 2));
      await records.templates.delete(owner, 'a', 5000);
      const { last } = await records.templates.position();
      await records.templates.delete(owner, 'b', 7000);
      expect(await records.templates.sweepDeletions(6000)).toBe(1);
      expect((await records.templates.position()).swept).toBe(last);
      expect((await changes()).map(told)).toEqual(['deleted']);
      expect(await records.templates.sweepDeletions(6000)).toBe(0);
    });

    test('a transaction that is undone leaves no template and no change', async () => {
      const broken = records.inTransaction(async (inside) => {
        await inside.templates.hold();
        await inside.templates.add([template('a', 1)]);
        throw new Error('half way');
      });
      await expect(broken).rejects.toThrow('half way');
      expect(await records.templates.find(owner, 'a')).toBeNull();
      expect(await changes()).toEqual([]);
      expect(await records.templates.position()).toEqual({ last: 0, swept: 0 });
      await expect(records.templates.hold()).rejects.toThrow('transaction');
    });

    test('writers at once neither lose a template nor hide one from who follows', async () => {
      const other = await under.secondWriter();
      const seen = new Set<number>();
      let position = 0;
      let writing = true;
      const follow = async (): Promise<void> => {
        for (;;) {
          const last = !writing;
          for (const change of await records.templates.changesSince(position, 7)) {
            seen.add(change.templateNumber);
            position = change.change;
          }
          if (last && position === (await records.templates.position()).last) return;
        }
      };
      const write = (n: number) =>
        (n % 2 === 0 ? records : other).inTransaction(async (inside) => {
          await inside.templates.hold();
          await inside.templates.add([template(`t${n}`, n)]);
        });
      const following = follow();
      await Promise.all(Array.from({ length: 40 }, (_, n) => write(n)));
      writing = false;
      await following;
      expect(seen.size).toBe(40);
      expect(await other.templates.count(owner)).toBe(40);
    });
  });
}
