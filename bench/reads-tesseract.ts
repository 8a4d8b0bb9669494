// Process of the reading bench: the npm package tesseract.js with its English data, on the whole picture.
import { createRequire } from 'node:module';
import path from 'node:path';
import { serveReader } from './reading-process.js';

interface Tesseract {
  readonly createWorker: (
    language: string,
    engine: number,
    options: Readonly<Record<string, unknown>>,
  ) => Promise<{ recognize(file: string): Promise<{ readonly data: { readonly text: string } }> }>;
}

const [folder = ''] = process.argv.slice(2);
const require = createRequire(path.join(folder, 'package.json'));
const { createWorker } = require('tesseract.js') as Tesseract;
const langPath = path.join(path.dirname(require.resolve('@tesseract.js-data/eng/package.json')), '4.0.0_best_int');
const worker = createWorker('eng', 1, { langPath, cacheMethod: 'none', gzip: true });
serveReader(async (file) => {
  const { data } = await (await worker).recognize(file);
  // Lines of a zone are the long ones with fillers; spaces are what it loses itself in.
  return data.text
    .split('\n')
    .map((line) => line.replace(/\s/g, ''))
    .filter((line) => line.length >= 30 && line.includes('<'));
});
