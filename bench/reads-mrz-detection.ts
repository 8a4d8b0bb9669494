// Process of the reading bench: the npm package mrz-detection, used as its own scripts do.
import { createRequire } from 'node:module';
import path from 'node:path';
import { serveReader } from './reading-process.js';

interface Image {
  readonly width: number;
}
interface MrzDetection {
  readonly getMrz: (image: Image) => Image;
  readonly readMrz: (image: Image) => Promise<{ readonly mrz: readonly string[] }>;
}

const [folder = ''] = process.argv.slice(2);
const require = createRequire(path.join(folder, 'package.json'));
const { Image } = require('image-js') as { Image: { load(file: string): Promise<Image> } };
const { getMrz, readMrz } = require('mrz-detection') as MrzDetection;
serveReader(async (file) => (await readMrz(getMrz(await Image.load(file)))).mrz);
