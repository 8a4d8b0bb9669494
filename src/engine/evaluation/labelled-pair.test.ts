import { expect, test } from 'vitest';
import { identitiesFromLabels } from '#engine/evaluation/labelled-pair.js';

test('pictures joined by pairs of one person are one person', () => {
  const identities = identitiesFromLabels([
    { a: '1', b: '2', same: true },
    { a: '3', b: '4', same: true },
    { a: '4', b: '2', same: true },
    { a: '1', b: '5', same: false },
  ]);
  expect(new Set(['1', '2', '3', '4'].map((file) => identities.get(file))).size).toBe(1);
  expect(identities.get('5')).toBe('5');
});

test('labels that contradict each other are refused', () => {
  const pairs = [
    { a: '1', b: '2', same: true },
    { a: '2', b: '3', same: true },
    { a: '1', b: '3', same: false },
  ];
  expect(() => identitiesFromLabels(pairs)).toThrow('1 and 3 are labelled as two people');
});
