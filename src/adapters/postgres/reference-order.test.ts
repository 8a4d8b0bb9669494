import { expect, test } from 'vitest';
import { referenceOrder } from '#adapters/postgres/reference-order.js';

test('each table comes after those it refers to', () => {
  const references = [
    { table: 'a', to: 'c' },
    { table: 'c', to: 'd' },
    { table: 'c', to: 'c' },
    { table: 'b', to: 'elsewhere' },
  ];
  expect(referenceOrder(['a', 'b', 'c', 'd'], references)).toEqual(['b', 'd', 'c', 'a']);
});

test('a circle is told', () => {
  const references = [
    { table: 'a', to: 'b' },
    { table: 'b', to: 'a' },
  ];
  expect(() => referenceOrder(['a', 'b', 'c'], references)).toThrow('a, b refer to each other in a circle');
});
