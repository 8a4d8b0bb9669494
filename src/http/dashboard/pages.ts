import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply } from 'fastify';

/**
 * Content Security Policy, level 3: everything from this server alone, and no code and no style inline. `data:` is for the logo that
 * an admin looks at before it is saved.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "media-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/**
 * `GET /dashboard` and everything below that is no call: the one page, which shows the screen that its address names, and the files
 * that it loads. Only files that were there at the start are served, by their exact names. `directory`: what was built; null: nothing.
 */
export function dashboardPages(directory: string | null): FastifyPluginAsync {
  const page = directory === null ? null : readIfThere(path.join(directory, 'index.html'));
  const assets = directory === null ? new Map<string, Asset>() : readAssets(path.join(directory, 'assets'));

  const sendPage = (reply: FastifyReply): FastifyReply =>
    page === null
      ? reply.code(404).send({ error: 'the dashboard was not built' })
      : reply
          .headers({
            'content-security-policy': policy,
            'permissions-policy': 'camera=(), microphone=(), geolocation=()',
          })
          .type('text/html; charset=utf-8')
          .send(page);

  return async (api: FastifyInstance) => {
    api.get('/assets/*', async (request, reply) => {
      const asset = assets.get((request.params as { '*': string })['*']); // of the pattern
      if (asset === undefined) return reply.code(404).send({ error: 'not found' });
      // A digest in each name makes them good for ever.
      return reply.header('cache-control', 'public, max-age=31536000, immutable').type(asset.type).send(asset.bytes);
    });
    api.get('/', async (_, reply) => sendPage(reply));
    api.get('/*', async (_, reply) => sendPage(reply));
  };
}

interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
}

const readIfThere = (file: string): Buffer | null => (existsSync(file) ? readFileSync(file) : null);

function readAssets(folder: string): ReadonlyMap<string, Asset> {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return new Map(
    names.flatMap((name) => {
      const type = types[path.extname(name)];
      return type === undefined ? [] : [[name, { type, bytes: readFileSync(path.join(folder, name)) }]];
    }),
  );
}
