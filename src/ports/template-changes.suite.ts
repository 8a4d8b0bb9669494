import { afterEach, beforeEach, expect, test } from 'vitest';
import { describePort } from '#ports/describe-port.suite.js';
import type { Owner, Records } from '#ports/records.js';
import {
  createApplications,
  owner,
  sample,
  sampleId,
  summary,
  template,
  testOwner,
  told,
  type TemplateRecordsUnderTest,
} from '#ports/template-fixture.suite.js';
import type { NewSample, NewTemplate } from '#ports/template-records.js';

/** How every implementation tells what changed. */
export function describeTemplateChanges(name: string, make: () => Promise<TemplateRecordsUnderTest>): void {
  describePort('changes of templates', name, () => {
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
          [a, { templateId: 'a', sampleId: sampleId(1), template: sample(1).template }],
          [b, { templateId: 'b', sampleId: sampleId(2), template: sample(2).template }],
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
      const counted = { withPicture: 1, withoutPicture: 1 };
      expect(await records.templates.countOutdated('e', null)).toEqual(counted);
      expect(await records.templates.countOutdated('e', owner)).toEqual(counted);
      const nobody = { withPicture: 0, withoutPicture: 0 };
      expect(await records.templates.countOutdated('e', { ...owner, mode: 'test' })).toEqual(nobody);
      expect(await records.templates.countOutdated('d', null)).toEqual(nobody);
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
