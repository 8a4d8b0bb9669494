import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyPluginAsync } from 'fastify';

/**
 * `GET /embed.js`: the widget `<bonafide-verify>`, for pages of other origins. Its name stays, so that they need not change with
 * every version; browsers ask anew each hour. `webDirectory`: what was built for the pages; null: nothing.
 */
export function widgetRoute(webDirectory: string | null): FastifyPluginAsync {
  const file = webDirectory === null ? null : path.join(webDirectory, 'embed.js');
  const script = file !== null && existsSync(file) ? readFileSync(file, 'utf8') : null;
  return async (api) => {
    api.get('/embed.js', async (_request, reply) => {
      if (script === null) return reply.code(404).send({ error: 'not found' });
      return reply
        .header('cache-control', 'public, max-age=3600')
        .header('cross-origin-resource-policy', 'cross-origin')
        .type('text/javascript; charset=utf-8')
        .send(script);
    });
  };
}
