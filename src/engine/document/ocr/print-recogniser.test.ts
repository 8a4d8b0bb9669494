import { expect, test } from 'vitest';
import { createPrintRecogniser, parseShapes } from '#engine/document/ocr/print-recogniser.js';
import type { FloatTensor, Session } from '#engine/models/session.js';

const strips = { count: 2, width: 8, data: new Float32Array(2 * 32 * 8) };

/** A net that gives rising numbers in the shape lines × steps × classes. */
function sessionOf(dims: [number, number, number], asked: FloatTensor[] = []): Session {
  return {
    run(inputs) {
      asked.push(inputs.line!);
      const data = Float32Array.from({ length: dims[0] * dims[1] * dims[2] }, (_, index) => index);
      return Promise.resolve({ probabilities: { dims, data } });
    },
    release: () => Promise.resolve(),
  };
}

test('each line gets its own steps', async () => {
  const asked: FloatTensor[] = [];
  const lines = await createPrintRecogniser(sessionOf([2, 2, 3], asked), ['', 'A', 'B']).recognise(strips);
  expect(asked.map(({ dims }) => dims)).toEqual([[2, 1, 32, 8]]);
  expect(lines.map(({ steps, classes, probabilities }) => [steps, [...classes], [...probabilities]])).toEqual([
    [2, [0, 1, 2, 0, 1, 2], [0, 1, 2, 3, 4, 5]],
    [2, [0, 1, 2, 0, 1, 2], [6, 7, 8, 9, 10, 11]],
  ]);
});

test('a net whose classes are not the shapes is refused', async () => {
  const recogniser = createPrintRecogniser(sessionOf([2, 2, 4]), ['', 'A', 'B']);
  await expect(recogniser.recognise(strips)).rejects.toThrow('2×2×4 for 2 lines of 3 classes');
});

test('the file of shapes has one a line, a space among them; the blank comes before', () => {
  expect(parseShapes(' \n!\nÄ\n')).toEqual(['', ' ', '!', 'Ä']);
});
