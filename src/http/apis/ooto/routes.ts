import multipart from '@fastify/multipart';
import type { FastifyPluginAsync } from 'fastify';
import { addDelete } from '#http/apis/ooto/delete.js';
import { addFaceCalls } from '#http/apis/ooto/faces.js';
import { flowRoutes } from '#http/apis/ooto/flow/routes.js';
import { ootoForm } from '#http/apis/ooto/form.js';
import { addDocIdentify } from '#http/apis/ooto/identify.js';
import { addRecognize } from '#http/apis/ooto/recognize.js';
import { addTemplateCalls } from '#http/apis/ooto/templates.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { createExchange, type Exchange } from '#http/exchange/exchange.js';

/** OOTO's dialect (seeds 000 and 002), to be registered under `/api/v1.0`. */
export function ootoApi(dependencies: HttpDependencies): FastifyPluginAsync {
  const exchange = createExchange(ootoForm, dependencies);
  return async (api) => {
    exchange.prepare(api);
    await api.register(flowRoutes(exchange, dependencies.sessions));
    await api.register(pictureCalls(exchange, dependencies));
    await api.register(deleteCall(exchange, dependencies));
  };
}

const pictureCalls =
  (exchange: Exchange, dependencies: HttpDependencies): FastifyPluginAsync =>
  async (api) => {
    await api.register(multipart);
    // Whatever is not multipart has no parts, which the handlers tell; it is never an unsupported type.
    api.removeContentTypeParser(['application/json', 'text/plain']);
    api.addContentTypeParser('*', (_request, _payload, done) => done(null));
    addDocIdentify(api, exchange, dependencies);
    addRecognize(api, exchange, dependencies);
    addFaceCalls(api, exchange, dependencies);
    addTemplateCalls(api, exchange, dependencies);
  };

const deleteCall =
  (exchange: Exchange, dependencies: HttpDependencies): FastifyPluginAsync =>
  async (api) => {
    await api.register(multipart);
    // JSON is parsed; what is neither JSON nor a form carries no id, which the handler tells.
    api.removeContentTypeParser('text/plain');
    api.addContentTypeParser('*', (_request, _payload, done) => done(null));
    addDelete(api, exchange, dependencies);
  };
