import type { FastifyPluginAsync } from 'fastify';
import { personOf, type Links } from '#http/capture/link.js';
import { pageHeaders } from '#http/capture/page-headers.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { basePathOf } from '#http/base-path.js';
import { notBuilt, readBuiltPage } from '#http/pages/built-page.js';

export interface ShellOptions {
  /** What was built for the pages: `index.html` and what that loads; null: nothing. */
  readonly webDirectory: string | null;
  /** Without a trailing slash. */
  readonly publicUrl: () => string;
}

/**
 * The page behind every link of a folder, and the logo that it shows. The page is the same for every token and says nothing about
 * it: whatever it shows it asks for itself, so that previews of links change and learn nothing.
 */
export function captureShell(
  links: Links,
  { records }: Pick<HttpDependencies, 'records'>,
  { webDirectory, publicUrl }: ShellOptions,
): FastifyPluginAsync {
  const page = readBuiltPage(webDirectory);

  async function settingsOf(token: string) {
    const seen = await links.look({ token, secrets: [] });
    return seen.ok ? ((await records.applications.find(seen.value.session.applicationId))?.settings ?? null) : null;
  }

  return async (api) => {
    api.get('/', async (request, reply) => {
      const { token } = personOf(request);
      const embeddingOrigins = (await settingsOf(token))?.sessions.embeddingOrigins ?? [];
      const basePath = basePathOf(publicUrl());
      reply.headers(pageHeaders(embeddingOrigins, basePath));
      if (page === null) return reply.code(503).type('text/plain; charset=utf-8').send(notBuilt);
      return reply.type('text/html; charset=utf-8').send(page(basePath));
    });
    api.get('/logo', { exposeHeadRoute: false }, async (request, reply) => {
      const logo = (await settingsOf(personOf(request).token))?.pages.logo ?? null;
      if (logo === null) return reply.code(404).send({ error: 'not found' });
      const [, type, base64] = /^data:([^;]+);base64,(.*)$/.exec(logo)!; // as the settings are checked
      return reply.type(type!).send(Buffer.from(base64!, 'base64'));
    });
  };
}
