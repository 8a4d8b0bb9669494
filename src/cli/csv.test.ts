import { expect, test } from 'vitest';
import { parseTable } from '#cli/csv.js';
import { UsageError } from '#cli/files.js';

test('rows become objects by the header', () => {
  expect(parseTable('a,b,same\nx.jpg, y.jpg ,1\r\n\n', 'pairs.csv', ['a', 'b', 'same'])).toEqual([
    { a: 'x.jpg', b: 'y.jpg', same: '1' },
  ]);
});

test('a missing column and a short row are named', () => {
  expect(() => parseTable('a,b\n', 'pairs.csv', ['a', 'b', 'same'])).toThrow(
    new UsageError('pairs.csv: the header lacks the column same'),
  );
  expect(() => parseTable('a,b\nx\n', 'pairs.csv', ['a'])).toThrow(
    new UsageError('pairs.csv: line 2 has 1 cells, the header 2'),
  );
});
