import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply } from 'fastify';
import { assetRoutes } from '#http/capture/assets.js';
import { policyReportPath } from '#http/capture/page-headers.js';

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
  `report-uri ${policyReportPath}`,
].join('; ');

const headers = {
  'cache-control': 'no-store',
  'content-security-policy': policy,
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
} as const;

/**
 * `GET /dashboard` and everything below that is no call: the one page, which shows the screen that its address names, and the files
 * that it loads. `dashboardDirectory`: what was built; null: nothing.
 */
export function dashboardPages({
  dashboardDirectory,
}: {
  readonly dashboardDirectory: string | null;
}): FastifyPluginAsync {
  const file = dashboardDirectory === null ? null : path.join(dashboardDirectory, 'index.html');
  const page = file !== null && existsSync(file) ? readFileSync(file) : null;
  const send = (reply: FastifyReply): FastifyReply =>
    page === null
      ? reply.code(404).send({ error: 'the dashboard was not built' })
      : reply.headers(headers).type('text/html; charset=utf-8').send(page);

  return async (api: FastifyInstance) => {
    await api.register(assetRoutes(dashboardDirectory));
    api.get('/', async (_, reply) => send(reply));
    api.get('/*', async (_, reply) => send(reply));
  };
}
