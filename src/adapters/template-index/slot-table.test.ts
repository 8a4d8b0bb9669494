import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SlotTable } from '#adapters/template-index/slot-table.js';

/** Numbers of which many meet in a table of few places. */
const numbers = fc.oneof(fc.nat(60), fc.integer({ min: 2 ** 40, max: 2 ** 40 + 60 }));

test('holds what a map holds, after any history', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ number: numbers, remove: fc.boolean() }), { size: 'max', maxLength: 400 }),
      (steps) => {
        const templates: number[] = [];
        const model = new Map<number, number>();
        const table = new SlotTable((slot) => templates[slot]!);
        for (const { number, remove } of steps) {
          if (remove) {
            table.delete(number);
            model.delete(number);
          } else {
            const slot = templates.push(number) - 1;
            table.set(number, slot);
            model.set(number, slot);
          }
          expect(table.size).toBe(model.size);
        }
        for (const { number } of steps) expect(table.get(number)).toBe(model.get(number) ?? -1);
      },
    ),
    { numRuns: 60 },
  );
});

test('grows with what it holds and shrinks again, at most 11 bytes an entry', () => {
  const table = new SlotTable((slot) => slot);
  for (let i = 0; i < 10_000; i++) table.set(i, i);
  expect(table.bytes / table.size).toBeLessThan(11);
  for (let i = 0; i < 10_000; i++) table.delete(i);
  expect([table.size, table.bytes]).toEqual([0, 32]);
});
