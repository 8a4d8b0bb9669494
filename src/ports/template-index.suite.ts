import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nativeScore } from '#engine/compare/native-score.js';
import { describePort } from '#ports/describe-port.suite.js';
import { IndexFullError, type IndexCandidate, type IndexProbe, type TemplateIndex } from '#ports/template-index.js';
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

/** What the index should hold. */
type Model = Map<number, readonly EnrolledVector[]>;
type Sample = Pick<IndexCandidate, 'templateNumber' | 'sampleNumber'> & { readonly score: number };

const scoreOf = ({ metric, vector }: IndexProbe, values: readonly number[]): number =>
  nativeScore(metric, { digest: 'd', vector }, { digest: 'd', vector: Float32Array.from(values) });

const samplesOf = (model: Model, wanted: IndexProbe): Sample[] =>
  [...model].flatMap(([templateNumber, samples]) =>
    samples.map(({ number, values }) => ({ templateNumber, sampleNumber: number, score: scoreOf(wanted, values) })),
  );

/** The obviously right way to search: each template by its best sample. */
function slowSearch(samples: readonly Sample[], { limit, threshold }: IndexProbe): Sample[] {
  const best = new Map<number, Sample>();
  const sorted = samples
    .filter(({ score }) => score >= threshold)
    .sort((a, b) => b.score - a.score || a.templateNumber - b.templateNumber || a.sampleNumber - b.sampleNumber);
  for (const one of sorted) if (!best.has(one.templateNumber)) best.set(one.templateNumber, one);
  return [...best.values()].slice(0, limit);
}

/** Of candidates that are what they say: the samples, scored by what the model holds. */
function scored(candidates: readonly IndexCandidate[], samples: readonly Sample[]): Sample[] {
  const byNumber = new Map(samples.map((one) => [one.sampleNumber, one]));
  expect(new Set(candidates.map(({ sampleNumber }) => sampleNumber)).size).toBe(candidates.length);
  return candidates.map(({ templateNumber, sampleNumber, leastScore, greatestScore }, i) => {
    const sample = byNumber.get(sampleNumber);
    expect(sample?.templateNumber).toBe(templateNumber);
    expect(sample!.score).toBeGreaterThanOrEqual(leastScore);
    expect(sample!.score).toBeLessThanOrEqual(greatestScore);
    expect(greatestScore).toBeLessThanOrEqual(candidates[i - 1]?.greatestScore ?? Infinity);
    return sample!;
  });
}

/** Small whole numbers: sums are exact, and many scores are equal. Not all 0, which has no angle. */
const dimensions = 19;
const vectors = fc
  .array(fc.integer({ min: -2, max: 2 }), { minLength: dimensions, maxLength: dimensions })
  .map((values) => (values.every((value) => value === 0) ? values.map(() => 1) : values));
/** Numbers of any size and many digits, as those of nets are and worse. */
const roughVectors = fc
  .array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: dimensions, maxLength: dimensions })
  .filter((values) => values.some((value) => Math.abs(value) > 1e-20));
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

    test('finds the samples, those that may score best first', async () => {
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
      const found = await index.search(gallery, probe([0, 0]));
      expect(found.map(({ templateNumber, sampleNumber }) => [templateNumber, sampleNumber])).toEqual([
        [1, 12],
        [2, 21],
        [1, 11],
      ]);
      expect(found[1]!.leastScore).toBeCloseTo(-1, 2);
      expect(found[1]!.greatestScore).toBeCloseTo(-1, 2);
      expect((await index.search(gallery, probe([0, 0], { limit: 1 })))[0]).toMatchObject({ sampleNumber: 12 });
    });

    test('a score at the threshold is found, one well below is not', async () => {
      await apply([enrolled(1, 1, [{ number: 11, values: [3, 4] }])], 1);
      expect(await index.search(gallery, probe([0, 0], { threshold: -4 }))).toHaveLength(1);
      expect(await index.search(gallery, probe([0, 0], { threshold: -3.9 }))).toEqual([]);
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
      const small = make({ largestBytes: 40_000 });
      const values = Array.from({ length: 128 }, () => 1);
      await apply([enrolled(1, 1, [{ number: 11, values }])], 1, small);
      expect(small.usage).toMatchObject({ templates: 1, samples: 1, largestBytes: 40_000 });
      expect(small.usage.bytes).toBeGreaterThan(512);
      const many = Array.from({ length: 200 }, (_, i) => enrolled(i + 2, i + 2, [{ number: i + 100, values }]));
      await expect(apply(many, 201, small)).rejects.toThrow(IndexFullError);
      expect(small.position).toBe(1);
      await small.clear();
      expect([small.position, small.usage.samples, small.usage.bytes]).toEqual([0, 0, 0]);
      await small.close();
    });

    test('after any history the candidates, ranked, are what a slow search of everything gives', async () => {
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
            const samples = samplesOf(model, wanted);
            const candidates = scored(await index.search(gallery, wanted), samples);
            expect(slowSearch(candidates, wanted)).toEqual(slowSearch(samples, wanted));
          },
        ),
        { numRuns: 60 },
      );
    });

    test('vectors of any size and direction miss nobody', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(roughVectors, { minLength: 1, maxLength: 40 }),
          roughVectors,
          fc.constantFrom('euclidean' as const, 'cosine' as const),
          fc.integer({ min: 1, max: 3 }),
          async (all, values, metric, limit) => {
            await index.clear();
            const model: Model = new Map(all.map((one, i) => [i + 1, [{ number: i + 1, values: one }]]));
            await apply(
              [...model].map(([number, samples]) => enrolled(number, number, samples)),
              all.length,
            );
            const anything = probe(values, { metric, limit });
            const samples = samplesOf(model, anything);
            // At the very score of one of them, too.
            for (const threshold of [-Infinity, samples[0]!.score]) {
              const wanted = { ...anything, threshold };
              const candidates = scored(await index.search(gallery, wanted), samples);
              expect(slowSearch(candidates, wanted)).toEqual(slowSearch(samples, wanted));
            }
          },
        ),
        { numRuns: 60 },
      );
    });

    test('a million templates of 128 dimensions would take at most 200 bytes each', async () => {
      const vector = Array.from({ length: 128 }, (_, d) => Math.sin(d));
      const count = 2048;
      const changes = Array.from({ length: count }, (_, i) => enrolled(i + 1, i + 1, [{ number: i, values: vector }]));
      await apply(changes, count);
      expect(index.usage.bytes / count).toBeLessThanOrEqual(200);
    });
  });
}
