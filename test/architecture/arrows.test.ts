import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const sourceRoot = path.resolve(import.meta.dirname, '../../src');

/** Layer → layers that it may import, besides itself. An arrow that is not here does not exist. */
const arrows: Record<string, readonly string[]> = {
  domain: [],
  contract: ['domain'],
  engine: ['domain'],
  specimens: ['domain', 'engine'],
  ports: ['domain'],
  adapters: ['ports', 'domain'],
  services: ['domain', 'engine', 'ports'],
  http: ['domain', 'services', 'contract', 'ports'],
  cli: ['domain', 'engine', 'specimens', 'services', 'ports', 'main'],
  main: ['domain', 'engine', 'specimens', 'ports', 'adapters', 'services', 'http'],
  web: ['contract'],
};

/** Packages that a layer may use; a layer that is not named may use any. */
const packages: Record<string, readonly string[]> = {
  domain: ['zod'],
  contract: ['zod'],
  ports: ['zod'],
  http: ['zod', 'fastify', '@fastify/multipart', 'pino'],
  web: [
    'react',
    'react-dom/client',
    'qrcode-generator',
    '@tensorflow/tfjs-core',
    '@tensorflow/tfjs-converter',
    '@tensorflow/tfjs-backend-wasm',
  ],
};

const longestFileLines = 300;

interface SourceFile {
  readonly name: string;
  readonly layer: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const sourceFiles: SourceFile[] = readdirSync(sourceRoot, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => {
    const text = readFileSync(path.join(sourceRoot, name), 'utf8');
    // What Vite takes as a file (`?url`) and style sheets are no modules.
    const imports = [...text.matchAll(/(?:^|\n)\s*(?:import|export)\s[^;]*?from\s+'([^']+)'|import\('([^']+)'\)/g)]
      .map((match) => (match[1] ?? match[2])!)
      .filter((target) => !target.endsWith('?url'));
    return { name: name.split(path.sep).join('/'), layer: name.split(path.sep)[0]!, text, imports };
  });

const isTest = (file: SourceFile): boolean => /\.(test|suite)\.tsx?$/.test(file.name);
const productFiles = sourceFiles.filter((file) => !isTest(file));

test('every folder of src is a known layer', () => {
  expect([...new Set(sourceFiles.map((file) => file.layer))].filter((layer) => !(layer in arrows))).toEqual([]);
});

test('imports follow the arrows between layers', () => {
  const wrong = productFiles.flatMap((file) =>
    file.imports
      .filter((target) => target.startsWith('#'))
      .map((target) => target.slice(1).split('/')[0]!)
      .filter((layer) => layer !== file.layer && !arrows[file.layer]!.includes(layer))
      .map((layer) => `${file.name} → ${layer}`),
  );
  expect(wrong).toEqual([]);
});

test('files import each other by alias, so that a move changes one kind of path', () => {
  const relative = sourceFiles.flatMap((file) =>
    file.imports
      .filter((target) => target.startsWith('.') && !target.includes('/test/support/'))
      .map((target) => `${file.name} → ${target}`),
  );
  expect(relative).toEqual([]);
});

test('inner layers use few packages', () => {
  const wrong = productFiles.flatMap((file) => {
    const allowed = packages[file.layer];
    if (allowed === undefined) return [];
    return file.imports
      .filter((target) => !target.startsWith('#') && !target.startsWith('node:') && !allowed.includes(target))
      .map((target) => `${file.name} → ${target}`);
  });
  expect(wrong).toEqual([]);
});

test('only main reads the environment', () => {
  const readers = productFiles.filter((file) => file.layer !== 'main' && file.text.includes('process.env'));
  expect(readers.map((file) => file.name)).toEqual([]);
});

test('the engine opens no socket, no database and no server', () => {
  const forbidden = /^(node:(http|https|net|tls|dgram)|fastify|undici|better-sqlite3|kysely)/;
  const wrong = productFiles
    .filter((file) => ['domain', 'engine', 'specimens'].includes(file.layer))
    .filter((file) => file.imports.some((target) => forbidden.test(target)));
  expect(wrong.map((file) => file.name)).toEqual([]);
});

test('only adapters/http-out calls other servers', () => {
  const callers = productFiles
    .filter((file) => !file.name.startsWith('adapters/http-out/') && file.layer !== 'web')
    .filter((file) => file.imports.includes('undici') || /(?<![.\w])fetch\(/.test(file.text));
  expect(callers.map((file) => file.name)).toEqual([]);
});

test(`names are kebab-case and no file is longer than ${longestFileLines} lines`, () => {
  const badNames = sourceFiles.filter(
    (file) => !/^([a-z0-9-]+\/)+[a-z0-9-]+(\.ports)?(\.(test|suite|d))?\.tsx?$/.test(file.name),
  );
  const tooLong = sourceFiles.filter((file) => file.text.split('\n').length > longestFileLines + 1);
  expect([...badNames, ...tooLong].map((file) => file.name)).toEqual([]);
});

test('no import leads in a circle', () => {
  const byModule = new Map(productFiles.map((file) => [`#${file.name.replace(/\.tsx?$/, '.js')}`, file]));
  const finished = new Set<string>();
  const circles: string[] = [];
  const walk = (module: string, path: string[]): void => {
    if (path.includes(module)) {
      circles.push([...path.slice(path.indexOf(module)), module].join(' → '));
      return;
    }
    if (finished.has(module)) return;
    for (const target of byModule.get(module)?.imports ?? []) {
      if (byModule.has(target)) walk(target, [...path, module]);
    }
    finished.add(module);
  };
  for (const module of byModule.keys()) walk(module, []);
  expect(circles).toEqual([]);
});
