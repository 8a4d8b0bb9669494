import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { deepfakeModelSchema } from '#domain/deepfake-model.js';

test('the descriptor in docs/deepfake.md is one', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../../docs/deepfake.md'), 'utf8');
  const written: unknown = JSON.parse(/```json\n([^`]+)```/.exec(page)![1]!);
  expect(deepfakeModelSchema.parse(written)).toEqual(written);
});
