import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { adviceCodes } from '#domain/quality-advice.js';
import { qualityComponentNames } from '#domain/quality.js';
import { packageRoot } from '#engine/models/package-root.js';

const document = readFileSync(path.join(packageRoot, 'docs', 'quality.md'), 'utf8');

test('docs/quality.md names every component and every advice', () => {
  const missing = [...qualityComponentNames, ...adviceCodes].filter((name) => !document.includes(`\`${name}\``));
  expect(missing).toEqual([]);
});
