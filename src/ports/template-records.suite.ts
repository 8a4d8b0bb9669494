import { afterEach, beforeEach, expect, test } from 'vitest';
import { describePort } from '#ports/describe-port.suite.js';
import type { Owner, Records } from '#ports/records.js';
import { describeTemplateChanges } from '#ports/template-changes.suite.js';
import {
  anna,
  createApplications,
  otherOwner,
  owner,
  sample,
  sampleId,
  summary,
  template,
  testOwner,
  type TemplateRecordsUnderTest,
} from '#ports/template-fixture.suite.js';
import type { NewSample, NewTemplate } from '#ports/template-records.js';

/** How every implementation of the records of templates behaves. */
export function describeTemplateRecords(name: string, make: () => Promise<TemplateRecordsUnderTest>): void {
  describePort('template records', name, () => {
    let under: TemplateRecordsUnderTest;
    let records: Records;

    beforeEach(async () => {
      under = await make();
      records = under.records;
      await createApplications(records);
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
  });
  describeTemplateChanges(name, make);
}
