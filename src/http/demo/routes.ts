import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { demoAboutSchema } from '#contract/demo.js';
import { documentWarnings } from '#domain/document-warnings.js';
import { notAssessedReasons } from '#domain/signal.js';
import { decisionReasons } from '#domain/verification.js';
import { nativeForm } from '#http/apis/native/form.js';
import { assetRoutes } from '#http/capture/assets.js';
import { pageHeaders } from '#http/capture/page-headers.js';
import { demoDoor, type DemoAccess } from '#http/demo/demo-door.js';
import { addSampleRoutes, samplesIn } from '#http/demo/samples.js';
import { addVerifyCall, videoLimitBytes } from '#http/demo/verify-call.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { basePathOf } from '#http/base-path.js';
import { createExchange } from '#http/exchange/exchange.js';
import { notBuilt, readBuiltPage } from '#http/pages/built-page.js';
import type { Demonstrate } from '#services/demo/demonstrate.js';
import { pictureLimitBytes } from '#services/uploaded-picture.js';

export const demoPath = '/demo';

export interface DemoOptions {
  readonly access: DemoAccess;
  /** What was built for the page; null: nothing. */
  readonly directory: string | null;
  /** Where the first start drew its samples. */
  readonly samplesDirectory: string;
  readonly demonstrate: Demonstrate;
}

/** The demo page and its calls, to be registered below `demoPath`. */
export function demoPages(
  { access, directory, samplesDirectory, demonstrate }: DemoOptions,
  dependencies: HttpDependencies,
  { publicUrl, version }: { readonly publicUrl: () => string; readonly version: string },
): FastifyPluginAsync {
  const page = readBuiltPage(directory);
  const exchange = createExchange(
    { readCredentials: () => null, failureAnswer: nativeForm.failureAnswer },
    dependencies,
  );

  return async (api) => {
    api.addHook('onRequest', demoDoor(access, publicUrl));
    api.get('/', async (_request, reply) => {
      const basePath = basePathOf(publicUrl());
      reply.headers(pageHeaders([], basePath));
      if (page === null) return reply.code(503).type('text/plain; charset=utf-8').send(notBuilt);
      return reply.type('text/html; charset=utf-8').send(page(basePath + demoPath));
    });
    await api.register(assetRoutes(directory, publicUrl));
    addSampleRoutes(api, samplesDirectory);
    await api.register(calls);
  };

  async function calls(api: FastifyInstance): Promise<void> {
    exchange.prepare(api);
    api.get('/about', async (_request, reply) =>
      exchange.answer(reply, {
        status: 200,
        body: demoAboutSchema.parse({
          version,
          openTo: access,
          canFilm: dependencies.capture.canFilm,
          limitBytes: { photo: pictureLimitBytes, video: videoLimitBytes },
          samples: samplesIn(samplesDirectory),
          meanings: { reasons: decisionReasons, warnings: documentWarnings, notAssessed: notAssessedReasons },
        }),
      }),
    );
    addVerifyCall(api, { demonstrate, take: dependencies.capture.take, exchange, publicUrl });
  }
}
