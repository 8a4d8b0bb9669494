import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { basePathOf } from '#http/base-path.js';
import { pageHeaders } from '#http/capture/page-headers.js';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** Compressed beside the file itself when the pages were built, best first. */
const encodings = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const;

interface Asset {
  readonly type: string;
  /** Encoding → the file; '' is the file as it is. */
  readonly files: ReadonlyMap<string, { readonly file: string; readonly sizeBytes: number }>;
}

const paramsSchema = z.object({ '*': z.string() });

/**
 * `GET /assets/…`: what the pages load. Only files that were there at the start are served, by their exact names, so that no path
 * leads anywhere else; a digest in each name makes them good for ever.
 */
export function assetRoutes(webDirectory: string | null, publicUrl: () => string): FastifyPluginAsync {
  const assets = webDirectory === null ? new Map<string, Asset>() : findAssets(path.join(webDirectory, 'assets'));
  return async (api: FastifyInstance) => {
    api.get('/assets/*', async (request, reply) => {
      const asset = assets.get(paramsSchema.parse(request.params)['*']);
      if (asset === undefined) return reply.code(404).send({ error: 'not found' });
      const accepted = acceptedEncodings(request.headers['accept-encoding']);
      const encoding = encodings.find(({ name }) => accepted.has(name) && asset.files.has(name))?.name ?? '';
      const { file, sizeBytes } = asset.files.get(encoding)!; // '' is always there
      if (encoding !== '') reply.header('content-encoding', encoding);
      return (
        reply
          // A worker lives under the policy that its script came with.
          .headers(pageHeaders([], basePathOf(publicUrl())))
          .header('cache-control', 'public, max-age=31536000, immutable')
          .header('vary', 'Accept-Encoding')
          .header('content-length', sizeBytes)
          .type(asset.type)
          .send(createReadStream(file))
      );
    });
  };
}

function findAssets(folder: string): Map<string, Asset> {
  const assets = new Map<string, Asset>();
  if (!existsSync(folder)) return assets;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || encodings.some(({ ending }) => entry.name.endsWith(ending))) continue;
    const file = path.join(entry.parentPath, entry.name);
    const files = new Map([['', { file, sizeBytes: statSync(file).size }]]);
    for (const { name, ending } of encodings) {
      if (existsSync(file + ending)) files.set(name, { file: file + ending, sizeBytes: statSync(file + ending).size });
    }
    const type = types[path.extname(entry.name)] ?? 'application/octet-stream';
    assets.set(path.relative(folder, file).split(path.sep).join('/'), { type, files });
  }
  return assets;
}

/** Those that a client takes; a weight of 0 says no (RFC 9110 section 12.5.3). */
const acceptedEncodings = (header: string | string[] | undefined): Set<string> =>
  new Set(
    [header ?? '']
      .flat()
      .join(',')
      .split(',')
      // Parts are trimmed one by one: an expression that takes the blanks along tries each of 16,000 of them anew.
      .map((part) => part.split(';').map((piece) => piece.trim().toLowerCase()))
      .filter(([, weight]) => weight === undefined || !/^q=0(\.0*)?$/.test(weight))
      .map(([name]) => name!),
  );
