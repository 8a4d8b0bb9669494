import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { addEvents, type FollowedLinks } from '#http/capture/events.js';
import { captureShell, type ShellOptions } from '#http/capture/shell.js';
import { addCaptureCalls } from '#http/capture/calls.js';
import { toCaptureFailure } from '#http/capture/failures.js';
import { createLinks, type LinkFolder } from '#http/capture/link.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { createExchange } from '#http/exchange/exchange.js';
import { uploadPartBytes } from '#contract/capture.js';

/** The pages and their calls below `/<folder>/<token>`, where it is to be registered. */
export function capturePages(
  folder: LinkFolder,
  dependencies: HttpDependencies,
  options: ShellOptions & Pick<FollowedLinks, 'open'>,
): FastifyPluginAsync {
  const exchange = createExchange({ readCredentials: () => null, failureAnswer: toCaptureFailure }, dependencies);
  const links = createLinks(folder, dependencies, options.publicUrl);
  return async (api) => {
    await api.register(captureShell(links, dependencies, options));
    await api.register(pageCalls);
  };

  async function pageCalls(api: FastifyInstance): Promise<void> {
    exchange.prepare(api);
    // What another site's form can send is no body here.
    api.removeContentTypeParser('text/plain');
    api.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: uploadPartBytes },
      (_request, body, done) => done(null, body),
    );
    addCaptureCalls(api, { links, exchange, dependencies, publicUrl: options.publicUrl });
    addEvents(api, { links, exchange, dependencies, open: options.open });
  }
}
