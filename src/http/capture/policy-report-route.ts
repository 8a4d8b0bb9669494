import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { policyReportPath } from '#http/capture/page-headers.js';
import type { HttpDependencies } from '#http/dependencies.js';

const mostBytes = 16 * 1024;

const directive = z.string().regex(/^[a-z-]{1,40}$/);
const reportSchema = z.object({
  'csp-report': z.object({
    'effective-directive': directive.optional(),
    'violated-directive': z.string().optional(),
    'blocked-uri': z.string().optional(),
  }),
});

/**
 * Where browsers report what the policy kept a page from (`report-uri`). Counted and logged: which rule it was, and of which kind
 * the blocked thing is. Addresses stay out: that of the page holds the token of its link.
 */
export function policyReportRoute({ capture }: Pick<HttpDependencies, 'capture'>): FastifyPluginAsync {
  let count = 0;
  return async (api) => {
    api.removeAllContentTypeParsers();
    api.addContentTypeParser(
      ['application/csp-report', 'application/json'],
      { parseAs: 'string', bodyLimit: mostBytes },
      (_request, body, done) => done(null, body),
    );
    api.post(policyReportPath, async (request, reply) => {
      if ((await capture.take('policy-reports', request.ip)) !== null) return reply.code(429).send();
      const report = reportSchema.safeParse(parsed(request.body));
      if (!report.success) return reply.code(400).send();
      const told = report.data['csp-report'];
      const rule = told['effective-directive'] ?? told['violated-directive']?.split(' ')[0];
      count += 1;
      request.log.warn({
        event: 'policy-violation',
        directive: directive.safeParse(rule).data ?? null,
        blocked: kindOf(told['blocked-uri'] ?? ''),
        count,
      });
      return reply.code(204).send();
    });
  };
}

function parsed(body: unknown): unknown {
  try {
    return JSON.parse(String(body)) as unknown;
  } catch {
    return null;
  }
}

/** `inline`, `eval`, or the scheme of an address. */
function kindOf(blocked: string): string | null {
  return /^(inline|eval|wasm-eval|data|blob|https?|wss?)(?![a-z-])/.exec(blocked)?.[1] ?? null;
}
