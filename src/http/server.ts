import { randomUUID } from 'node:crypto';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { clearConsentDescription, clearConsentPrefix } from '#http/apis/clearconsent/description.js';
import { clearConsentApi } from '#http/apis/clearconsent/routes.js';
import { deepidvDescription, deepidvPrefix } from '#http/apis/deepidv/description.js';
import { deepidvApi } from '#http/apis/deepidv/routes.js';
import { nativePrefix } from '#http/apis/native/endpoint.js';
import { nativeApi } from '#http/apis/native/routes.js';
import { ootoDescription, ootoPrefix } from '#http/apis/ooto/description.js';
import { ootoApi } from '#http/apis/ooto/routes.js';
import { trustmaticDescription, trustmaticPrefix } from '#http/apis/trustmatic/description.js';
import { trustmaticApi } from '#http/apis/trustmatic/routes.js';
import { dashboardApiPrefix } from '#contract/dashboard/call.js';
import { basePathOf, withoutBasePath } from '#http/base-path.js';
import { dashboardPages, dashboardPath } from '#http/dashboard/pages.js';
import { dashboardApi } from '#http/dashboard/routes.js';
import { assetRoutes } from '#http/capture/assets.js';
import { linkFolders } from '#http/capture/link.js';
import { policyReportRoute } from '#http/capture/policy-report-route.js';
import { capturePages } from '#http/capture/routes.js';
import { demoPages, demoPath, type DemoOptions } from '#http/demo/routes.js';
import { widgetRoute } from '#http/capture/widget-route.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { openApiRoutes } from '#http/openapi/routes.js';
import { fileRoutes } from '#http/files/file-route.js';
import { addFaultHandlers } from '#http/plugins/faults.js';
import { addHealthRoutes } from '#http/plugins/health.js';
import { addMeasures, type Surfaces } from '#http/plugins/measures.js';
import { addLingeringClose } from '#http/plugins/lingering-close.js';
import { addPromptClose } from '#http/plugins/prompt-close.js';
import { addNestingLimit } from '#http/plugins/nesting-limit.js';
import { addRequestLog } from '#http/plugins/request-log.js';
import { routerErrors } from '#http/plugins/router-errors.js';
import { addSecurityHeaders } from '#http/plugins/security-headers.js';
import { uploadRoutes } from '#http/uploads/upload-route.js';

export interface HttpOptions {
  readonly logger: FastifyBaseLogger;
  /** PEM. Null: plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** Addresses and networks whose `X-Forwarded-*` headers are believed. */
  readonly trustedProxies: readonly string[];
  /** Of this package. */
  readonly version: string;
  /** Where callers reach this server; known once it listens. */
  readonly publicUrl: () => string;
  /** Where the built pages of the dashboard lie; null: there are none. */
  readonly dashboardDirectory: string | null;
  /** What was built for the pages; null: nothing. */
  readonly webDirectory: string | null;
  /** Absent: there is no demo page. */
  readonly demo?: DemoOptions;
}

/** A client that does not finish its headers, or its whole request, in this time is cut off. */
const headersTimeoutMs = 20_000;
const requestTimeoutMs = 120_000;

/** What the metrics call the parts of the server. */
const surfaces: Surfaces = [
  [ootoPrefix, 'ooto'],
  [deepidvPrefix, 'deepidv'],
  [trustmaticPrefix, 'trustmatic'],
  [clearConsentPrefix, 'clearconsent'],
  [nativePrefix, 'native'],
  [dashboardPath, 'dashboard'],
  ...linkFolders.map((folder) => [`/${folder}/:token`, 'capture'] as const),
  [demoPath, 'demo'],
];

/** The HTTP server, not yet listening. It knows no model and no database. */
export function buildServer(dependencies: HttpDependencies, options: HttpOptions): FastifyInstance {
  const overTls = options.tls !== null;
  const app = Fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustedProxies.length === 0 ? false : [...options.trustedProxies],
    requestTimeout: requestTimeoutMs,
    rewriteUrl: ({ url = '/' }) => withoutBasePath(url, basePathOf(options.publicUrl())),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    // A stop finishes what it accepted; idle connections must not hold it up.
    forceCloseConnections: 'idle',
    https: options.tls === null ? null : { ...options.tls, minVersion: 'TLSv1.2' },
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: routerErrors({ measures: dependencies.measures, surfaces, overTls }),
  }) as unknown as FastifyInstance; // the type of the underlying server (http or https) is of no concern here
  app.server.headersTimeout = headersTimeoutMs;

  app.decorateRequest('transactionId', '');
  app.decorateRequest('principal', null);
  addRequestLog(app);
  addMeasures(app, dependencies.measures, surfaces);
  addSecurityHeaders(app, overTls);
  addLingeringClose(app);
  addPromptClose(app, dependencies.readiness);
  addNestingLimit(app);
  addFaultHandlers(app);
  // As all others: whoever looks at the routes from outside sees these too.
  app.register(async (api) => addHealthRoutes(api, dependencies.readiness));
  app.register(ootoApi(dependencies), { prefix: ootoPrefix });
  app.register(deepidvApi(dependencies), { prefix: deepidvPrefix });
  app.register(trustmaticApi(dependencies), { prefix: trustmaticPrefix });
  app.register(clearConsentApi(dependencies, options.publicUrl), { prefix: clearConsentPrefix });
  const native = nativeApi(dependencies);
  app.register(native.plugin, { prefix: nativePrefix });
  app.register(
    openApiRoutes(
      [native.description, ootoDescription, deepidvDescription, trustmaticDescription, clearConsentDescription],
      {
        version: options.version,
        serverUrl: options.publicUrl,
      },
    ),
  );
  app.register(dashboardApi(dependencies, options), { prefix: dashboardApiPrefix });
  const pages = { ...options, open: new Map<string, number>() };
  for (const folder of linkFolders) {
    app.register(capturePages(folder, dependencies, pages), { prefix: `/${folder}/:token` });
  }
  app.register(dashboardPages(options), { prefix: dashboardPath });
  if (options.demo !== undefined) {
    app.register(demoPages(options.demo, dependencies, options), { prefix: demoPath });
  }
  app.register(assetRoutes(options.webDirectory, options.publicUrl));
  app.register(widgetRoute(options.webDirectory));
  app.register(policyReportRoute(dependencies));
  app.register(uploadRoutes(dependencies));
  app.register(fileRoutes(dependencies));
  return app;
}
