import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nativeScore } from '#engine/compare/native-score.js';
import { describePort } from '#ports/describe-port.suite.js';
import { IndexFullError, type IndexHit, type IndexProbe, type TemplateIndex } from '#ports/template-index.js';
import type { TemplateChange } from '#ports/template-records.js';

const owner = { applicationId: 'app_a', mode: 'live' } as const;
const gallery = { ...owner, digest: 'd' } as const;

interface EnrolledVector {
  readonly number: number;
  readonly values: readonly number[];
  readonly digest?: string;
}

const enrolled = (
  change: number,
  templateNumber: number,
  samples: readonly EnrolledVector[],
  of = owner as TemplateChange['owner'],
): TemplateChange => ({
  change,
  owner: of,
  templateNumber,
  kind: 'enrolled',
  samples: samples.map(({ number, values, digest = 'd' }) => ({
    number,
    template: { digest, vector: Float32Array.from(values) },
  })),
});
const deleted = (change: number, templateNumber: number, of = owner as TemplateChange['owner']): TemplateChange => ({
  change,
  owner: of,
  templateNumber,
  kind: 'deleted',
});
const probe = (values: readonly number[], more: Partial<IndexProbe> = {}): IndexProbe => ({
  vector: Float32Array.from(values),
  metric: 'euclidean',
  limit: 10,
  threshold: -Infinity,
  ...more,
});

/** What the index should hold, and the obviously right way to search it. */
type Model = Map<number, readonly EnrolledVector[]>;

function slowSearch(model: Model, { vector, metric, limit, threshold }: IndexProbe): IndexHit[] {
  const hits = [...model].flatMap(([templateNumber, samples]) => {
    const scored = samples.map(({ number, values }) => ({
      templateNumber,
      sampleNumber: number,
      score: nativeScore(metric, { digest: 'd', vector }, { digest: 'd', vector: Float32Array.from(values) }),
    }));
    const best = scored.sort((a, b) => b.score - a.score || a.sampleNumber - b.sampleNumber)[0];
    return best === undefined || best.score < threshold ? [] : [best];
  });
  return hits.sort((a, b) => b.score - a.score || a.templateNumber - b.templateNumber).slice(0, limit);
}

/** Small whole numbers: sums are exact, and many scores are equal. Not all 0, which has no angle. */
const dimensions = 19;
const vectors = fc
  .array(fc.integer({ min: -2, max: 2 }), { minLength: dimensions, maxLength: dimensions })
  .map((values) => (values.every((value) => value === 0) ? values.map(() => 1) : values));
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ template: fc.nat(150), vectors: fc.array(vectors, { minLength: 1, maxLength: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ template: fc.nat(150), vectors: fc.constant(null) }) },
);

/** How every implementation of the port behaves. */
export function describeTemplateIndex(
  name: string,
  make: (options: { readonly largestBytes: number }) => TemplateIndex,
): void {
  describePort('template index', name, () => {
    let index: TemplateIndex;
    beforeEach(() => {
      index = make({ largestBytes: 1e9 });
    });
    afterEach(() => index.close());
    const apply = (changes: readonly TemplateChange[], upTo: number, to = index): Promise<void> =>
      to.apply(changes, { after: to.position, upTo });

    test('finds the best sample of each template, the best first', async () => {
      await apply(
        [
          enrolled(1, 1, [
            { number: 11, values: [0, 3] },
            { number: 12, values: [0, 1] },
          ]),
        ],
        1,
      );
      await apply([enrolled(2, 2, [{ number: 21, values: [0, 2] }])], 2);
      expect(index.position).toBe(2);
      expect(await index.size(gallery)).toEqual({ templates: 2, samples: 3 });
      expect(await index.search(gallery, probe([0, 0]))).toEqual([
        { templateNumber: 1, sampleNumber: 12, score: 0 },
        { templateNumber: 2, sampleNumber: 21, score: -1 },
      ]);
    });

    test('a score at the threshold is found, one below is not', async () => {
      await apply([enrolled(1, 1, [{ number: 11, values: [3, 4] }])], 1);
      expect(await index.search(gallery, probe([0, 0], { threshold: -4 }))).toHaveLength(1);
      expect(await index.search(gallery, probe([0, 0], { threshold: -3.999 }))).toEqual([]);
      expect(await index.search(gallery, probe([3, 4], { threshold: 1.1 }))).toEqual([]);
    });

    test('what is searched together has one application, one mode and one recogniser', async () => {
      await apply(
        [
          enrolled(1, 1, [{ number: 11, values: [1, 0] }]),
          enrolled(2, 2, [{ number: 21, values: [1, 0] }], { ...owner, applicationId: 'app_b' }),
          enrolled(3, 3, [{ number: 31, values: [1, 0] }], { ...owner, mode: 'test' }),
          enrolled(4, 4, [{ number: 41, values: [1, 0, 0], digest: 'other' }]),
        ],
        4,
      );
      const numbers = async (name: typeof gallery | { [K in keyof typeof gallery]: string }, values = [1, 0]) =>
        (await index.search(name as typeof gallery, probe(values))).map(({ templateNumber }) => templateNumber);
      expect(await numbers(gallery)).toEqual([1]);
      expect(await numbers({ ...gallery, applicationId: 'app_b' })).toEqual([2]);
      expect(await numbers({ ...gallery, mode: 'test' })).toEqual([3]);
      expect(await numbers({ ...gallery, digest: 'other' }, [1, 0, 0])).toEqual([4]);
      expect(await numbers({ ...gallery, applicationId: 'app_c' })).toEqual([]);
    });

    test('a change that is told again changes nothing, nor does one that does not follow on; a later one replaces', async () => {
      const first = enrolled(1, 1, [{ number: 11, values: [1, 0] }]);
      await apply([first], 1);
      await apply([first], 1);
      expect(await index.size(gallery)).toEqual({ templates: 1, samples: 1 });
      await index.apply([enrolled(9, 9, [{ number: 91, values: [1, 0] }])], { after: 8, upTo: 9 });
      expect([index.position, index.usage.samples]).toEqual([1, 1]);
      await apply([enrolled(2, 1, [{ number: 12, values: [0, 1], digest: 'newer' }])], 2);
      expect(await index.size(gallery)).toEqual({ templates: 0, samples: 0 });
      expect(await index.size({ ...gallery, digest: 'newer' })).toEqual({ templates: 1, samples: 1 });
      await apply([deleted(3, 1), deleted(4, 7)], 4);
      expect(await index.size({ ...gallery, digest: 'newer' })).toEqual({ templates: 0, samples: 0 });
    });

    test('refuses to grow over its bound, and says what it takes', async () => {
      const small = make({ largestBytes: 100_000 });
      const values = Array.from({ length: 128 }, () => 1);
      await apply([enrolled(1, 1, [{ number: 11, values }])], 1, small);
      expect(small.usage).toMatchObject({ templates: 1, samples: 1, largestBytes: 100_000 });
      expect(small.usage.bytes).toBeGreaterThan(512);
      const many = Array.from({ length: 200 }, (_, i) => enrolled(i + 2, i + 2, [{ number: i + 100, values }]));
      await expect(apply(many, 201, small)).rejects.toThrow(IndexFullError);
      expect(small.position).toBe(1);
      await small.clear();
      expect([small.position, small.usage.samples, small.usage.bytes]).toEqual([0, 0, 0]);
      await small.close();
    });

    test('any history gives what a slow search of the same templates gives', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { maxLength: 300, size: 'max' }),
          vectors,
          fc.constantFrom('euclidean' as const, 'cosine' as const),
          fc.integer({ min: 1, max: 12 }),
          fc.constantFrom(-Infinity, -5, 0),
          async (steps, values, metric, limit, threshold) => {
            await index.clear();
            const model: Model = new Map();
            const changes = steps.map(({ template, vectors: given }, at): TemplateChange => {
              model.delete(template);
              if (given === null) return deleted(at + 1, template);
              const samples = given.map((one, i) => ({ number: 10 * at + i, values: one }));
              model.set(template, samples);
              return enrolled(at + 1, template, samples);
            });
            await apply(changes, changes.length);
            const wanted = probe(values, { metric, limit, threshold });
            expect(await index.search(gallery, wanted)).toEqual(slowSearch(model, wanted));
          },
        ),
        { numRuns: 60 },
      );
    });
  });
}
