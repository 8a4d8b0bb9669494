import { expect, test } from 'vitest';
import { createMrzLineRecogniser } from '#engine/document/mrz/mrz-line-recogniser.js';
import type { FloatTensor } from '#engine/models/session.js';

test('each line gets its own probabilities, none of them nought', async () => {
  const asked: FloatTensor[] = [];
  const recogniser = createMrzLineRecogniser({
    run(inputs) {
      asked.push(inputs.line!);
      return Promise.resolve({
        probabilities: { dims: [2, 1, 38], data: Float32Array.from({ length: 76 }, (_, i) => Number(i === 75)) },
      });
    },
    release: () => Promise.resolve(),
  });
  const lines = await recogniser.recognise({ count: 2, width: 64, data: new Float32Array(2 * 32 * 64) });
  expect(asked.map(({ dims }) => dims)).toEqual([[2, 1, 32, 64]]);
  expect(lines.map(({ steps, data }) => [steps, data.length, data[37]])).toEqual([
    [1, 38, 1e-6],
    [1, 38, 1 + 1e-6],
  ]);
});

test('a net of another shape is refused', async () => {
  const recogniser = createMrzLineRecogniser({
    run: () => Promise.resolve({ probabilities: { dims: [1, 16, 97], data: new Float32Array(16 * 97) } }),
    release: () => Promise.resolve(),
  });
  await expect(recogniser.recognise({ count: 1, width: 64, data: new Float32Array(32 * 64) })).rejects.toThrow(
    '1×16×97',
  );
});
