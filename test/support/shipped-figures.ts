import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '#engine/models/package-root.js';
import type { AccuracyFigures } from '../../accuracy/figures.js';

/** What `npm run accuracy` measured last, as the repository holds it. */
export const shippedFigures = JSON.parse(
  readFileSync(path.join(packageRoot, 'docs/accuracy/figures.json'), 'utf8'),
) as AccuracyFigures;
