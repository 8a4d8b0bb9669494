import { expect, test } from 'vitest';
import { Gallery } from '#adapters/template-index/gallery.js';
import { createDotKernel } from '#adapters/template-index/kernel/dot-kernel.js';
import { largestBlock } from '#adapters/template-index/vector-block.js';
import { seededRandom } from '#engine/seeded-random.js';

test('who is left is found, whatever blocks the others filled and left', () => {
  const random = seededRandom(1);
  const dimensions = 20;
  const gallery = new Gallery(dimensions);
  const kernel = createDotKernel(largestBlock);
  const vectors = new Map<number, Float32Array>();
  const sizes = [gallery.bytes];
  for (let number = 1; number <= 2 * largestBlock + 200; number++) {
    const vector = Float32Array.from({ length: dimensions }, () => random.next() - 0.5);
    vectors.set(number, vector);
    gallery.add(number, number, vector);
    if (number % 500 === 0) sizes.push(gallery.bytes);
  }
  expect(sizes).toEqual([...sizes].sort((one, other) => one - other));

  const found = (vector: Float32Array): number[] =>
    gallery
      .search({ vector, metric: 'euclidean', limit: 1, threshold: 0.999 }, kernel)
      .map(({ templateNumber }) => templateNumber);
  for (const left of [1500, 1025, 1024, 900, 129, 128, 127, 1, 0]) {
    const numbers = [...vectors.keys()];
    while (numbers.length > left) {
      const [number] = numbers.splice(Math.floor(random.next() * numbers.length), 1);
      gallery.remove(number!);
      expect(vectors.delete(number!)).toBe(true);
    }
    expect(gallery.size).toEqual({ templates: left, samples: left });
    for (const [number, vector] of vectors)
      if (number % 10 === 0 || left < 200) expect(found(vector)).toEqual([number]);
  }
  expect(gallery.bytes).toBe(sizes[0]);
});
