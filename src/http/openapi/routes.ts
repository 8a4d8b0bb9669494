import type { FastifyPluginAsync } from 'fastify';
import type { ApiDescription } from '#http/openapi/api-operation.js';
import { buildOpenApi } from '#http/openapi/build-document.js';
import { docsPage, docsStyle } from '#http/openapi/docs-page.js';

/** The page may use its own style sheet and nothing else; there is no script in it. */
const pagePolicy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/** `/openapi.json` and the readable `/docs`. Made at the first request: no start waits for them. */
export function openApiRoutes(
  descriptions: readonly ApiDescription[],
  options: { readonly version: string; readonly serverUrl: () => string },
): FastifyPluginAsync {
  let built: { readonly json: string; readonly page: string } | null = null;
  const documents = () => {
    if (built === null) {
      const document = buildOpenApi(descriptions, { version: options.version, serverUrl: options.serverUrl() });
      built = { json: JSON.stringify(document), page: docsPage(descriptions, document) };
    }
    return built;
  };
  return async (app) => {
    app.get('/openapi.json', async (_request, reply) =>
      reply.header('content-type', 'application/json; charset=utf-8').send(documents().json),
    );
    app.get('/docs', async (_request, reply) =>
      reply
        .header('content-type', 'text/html; charset=utf-8')
        .header('content-security-policy', pagePolicy)
        .send(documents().page),
    );
    app.get('/docs/style.css', async (_request, reply) =>
      reply.header('content-type', 'text/css; charset=utf-8').send(docsStyle),
    );
  };
}
