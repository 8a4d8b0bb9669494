import { expect, test } from 'vitest';
import { z } from 'zod';
import { problemsOf } from '#domain/problems-of.js';

const problems = (schema: z.ZodType, value: unknown, whole?: string): string =>
  problemsOf(schema.safeParse(value).error!, whole);

test('names the field that is wrong, and the whole where it is that', () => {
  const schema = z.strictObject({ a: z.array(z.int()) });
  expect(problems(schema, { a: [1, 'x'] })).toBe('a.1: Invalid input: expected number, received string');
  expect(problems(schema, { a: [], b: 1 })).toBe('Unrecognized key: "b"');
  expect(problems(schema, 1, 'settings')).toBe('settings: Invalid input: expected object, received number');
});

test('the answer to a body of a hundred thousand wrong items is short', () => {
  const items = problems(z.array(z.enum(['x'])), Array<number>(100_000).fill(0));
  expect(items).toMatch(/^0: .*; 9: .*; and 99990 more$/);
  expect(items.length).toBeLessThan(1000);
  const names = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`name${at}`, 1]));
  expect(problems(z.strictObject({}), names).length).toBeLessThan(250);
});
