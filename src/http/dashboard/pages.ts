import type { FastifyInstance, FastifyPluginAsync, FastifyReply } from 'fastify';
import { basePathOf } from '#http/base-path.js';
import { assetRoutes } from '#http/capture/assets.js';
import { policyReportPath } from '#http/capture/page-headers.js';
import { notBuilt, readBuiltPage } from '#http/pages/built-page.js';

/**
 * Content Security Policy, level 3: everything from this server alone, and no code and no style inline. `data:` is for the logo that
 * an admin looks at before it is saved.
 */
const policy = (basePath: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "media-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    `report-uri ${basePath}${policyReportPath}`,
  ].join('; ');

const headers = (basePath: string) => ({
  'cache-control': 'no-store',
  'content-security-policy': policy(basePath),
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
});

export const dashboardPath = '/dashboard';

/**
 * `GET /dashboard` and everything below that is no call: the one page, which shows the screen that its address names, and the files
 * that it loads. `dashboardDirectory`: what was built; null: nothing.
 */
export function dashboardPages({
  dashboardDirectory,
  publicUrl,
}: {
  readonly dashboardDirectory: string | null;
  readonly publicUrl: () => string;
}): FastifyPluginAsync {
  const page = readBuiltPage(dashboardDirectory);
  const send = (reply: FastifyReply): FastifyReply => {
    const basePath = basePathOf(publicUrl());
    reply.headers(headers(basePath));
    if (page === null) return reply.code(503).type('text/plain; charset=utf-8').send(notBuilt);
    return reply.type('text/html; charset=utf-8').send(page(basePath + dashboardPath));
  };

  return async (api: FastifyInstance) => {
    await api.register(assetRoutes(dashboardDirectory, publicUrl));
    api.get('/', async (_, reply) => send(reply));
    api.get('/*', async (_, reply) => send(reply));
  };
}
