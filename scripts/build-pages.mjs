// Builds what browsers load: the capture pages to dist/web/capture (index.html and hashed files under assets/) with the widget
// embed.js beside them, the dashboard to dist/web/dashboard, and the demo page to dist/web/demo. Files find each other wherever
// the server lies; where they lie for index.html the server writes into it. `#` stands for src/, as in the server's own code.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build as bundle } from 'esbuild';
import { build } from 'vite';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const sources = path.join(root, 'src');
const web = path.join(sources, 'web');
const output = path.join(root, 'dist', 'web');

/** Weights of the face model that guides people, as the package publishes them; its `exports` name no file of the kind. */
const faceModel = path.join(root, 'node_modules', '@vladmandic', 'human', 'models');

/** `#web/a.js` is src/web/a.ts or a.tsx, as TypeScript reads it. */
const aliases = {
  name: 'aliases-of-sources',
  enforce: 'pre',
  resolveId(source) {
    if (!source.startsWith('#')) return null;
    if (source.startsWith('#blaze-face/')) return source.replace('#blaze-face', faceModel);
    const file = path.join(sources, source.slice(1));
    if (!file.endsWith('.js')) return file;
    return ['.ts', '.tsx'].map((ending) => file.replace(/\.js$/, ending)).find((name) => existsSync(name)) ?? null;
  },
};

/** Phones of the last five years, and what a WebView of that age brings. */
const phones = ['es2022', 'safari15.4', 'chrome94', 'firefox93'];
/** Operators keep their browsers up to date: `light-dark()` and nesting are there. */
const desks = ['es2022', 'safari17.5', 'chrome123', 'firefox120'];

const buildPage = (name, target) =>
  build({
    root: path.join(web, name),
    base: './',
    configFile: false,
    envFile: false,
    logLevel: 'warn',
    plugins: [aliases],
    esbuild: { jsx: 'automatic', legalComments: 'none' },
    worker: { format: 'iife', plugins: () => [aliases] },
    build: {
      outDir: path.join(output, name),
      emptyOutDir: true,
      target,
      // The policy of the pages allows no code and no style that is not a file of its own.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // The face model comes later and by itself.
      chunkSizeWarningLimit: 1500,
      // zod has comments for esbuild that Rollup does not read.
      rollupOptions: { onwarn: (warning, tell) => warning.code === 'INVALID_ANNOTATION' || tell(warning) },
    },
  });

export async function buildPages() {
  await buildPage('capture', phones);
  await buildPage('dashboard', desks);
  await buildPage('demo', phones);
  for (const page of ['capture', 'dashboard', 'demo']) compressAssets(path.join(output, page, 'assets'));
  await bundle({
    entryPoints: [path.join(web, 'capture', 'embed', 'embed.ts')],
    outfile: path.join(output, 'capture', 'embed.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['es2020', 'safari15'],
    logLevel: 'warning',
  });
}

/** Once here instead of with every answer: each file beside itself as `.br` and `.gz`, where that is smaller. */
function compressAssets(folder) {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    const bytes = readFileSync(file);
    const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
    for (const [ending, compressed] of [
      ['.br', brotliCompressSync(bytes, brotli)],
      ['.gz', gzipSync(bytes, { level: 9 })],
    ]) {
      if (compressed.length < bytes.length * 0.9) writeFileSync(file + ending, compressed);
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPages();
