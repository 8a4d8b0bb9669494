import { expect, test } from 'vitest';
import { csvText } from '#engine/evaluation/report/csv-text.js';

test('cells that hold a comma, a quote or a line are quoted; nothing is an empty cell', () => {
  expect(csvText([['a', 'b,c'], [1, null], ['say "x"', true]])).toBe('a,"b,c"\n1,\n"say ""x""",true\n'); // prettier-ignore
});
