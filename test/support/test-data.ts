import { existsSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '#engine/models/package-root.js';

/** Root of the real pictures and weights for tests (`data/`, `models/`); not part of the project. */
export const testDataRoot = path.resolve(packageRoot, process.env['BONAFIDE_TEST_DATA'] ?? '../shared');

const required = process.env['BONAFIDE_REQUIRE_DATA'] === '1';

/**
 * For `test.skipIf(missing('data/faces'))`: true where the folder is not there. Where the data is required
 * (BONAFIDE_REQUIRE_DATA=1) nothing is skipped, and the test fails on the missing file.
 */
export const missing = (folder: string): boolean => !required && !existsSync(path.join(testDataRoot, folder));

export const testData = (...parts: string[]): string => path.join(testDataRoot, ...parts);

/** A photo that ships inside an npm package: six pictures of people, `sample1.jpg` to `sample6.jpg`. */
export const samplePhoto = (number: 1 | 2 | 3 | 4 | 5 | 6): string =>
  path.join(packageRoot, 'node_modules/@vladmandic/face-api/demo', `sample${number}.jpg`);
