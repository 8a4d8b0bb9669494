import { expect, test } from 'vitest';
import { templateFromJson, templateToJson } from '#cli/evaluation/template-json.js';

test('a template comes back bit for bit, also out of a larger buffer', () => {
  const vector = Float32Array.of(9, 0.1, -1e-20, 3).subarray(1);
  const template = { digest: 'd', vector };
  expect(templateFromJson(structuredClone(templateToJson(template)))).toEqual(template);
});
