import path from 'node:path';
import { packageRoot } from '#engine/models/package-root.js';

/** Where `npm run build` puts the pages of this name. */
export const builtPages = (name: string): string => path.join(packageRoot, 'dist', 'web', name);
