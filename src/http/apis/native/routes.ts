import type { FastifyPluginAsync } from 'fastify';
import { administrationEndpoints } from '#http/apis/native/administration.js';
import { createVerificationEndpoint } from '#http/apis/native/create-verification.js';
import { nativeDescription } from '#http/apis/native/description.js';
import type { NativeEndpoint } from '#http/apis/native/endpoint.js';
import { fileEndpoints } from '#http/apis/native/files.js';
import { nativeForm } from '#http/apis/native/form.js';
import { reviewEndpoints } from '#http/apis/native/reviews.js';
import { sessionEndpoints } from '#http/apis/native/sessions.js';
import { templateEndpoints } from '#http/apis/native/templates.js';
import { verificationEndpoints } from '#http/apis/native/verifications.js';
import { webhookDeliveryEndpoints } from '#http/apis/native/webhook-deliveries.js';
import { webhookEndpointEndpoints } from '#http/apis/native/webhook-endpoints.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { createExchange } from '#http/exchange/exchange.js';
import type { ApiDescription } from '#http/openapi/api-operation.js';

const nativeEndpoints = (dependencies: HttpDependencies): NativeEndpoint[] => [
  createVerificationEndpoint(dependencies),
  ...verificationEndpoints(dependencies),
  ...reviewEndpoints(dependencies),
  ...sessionEndpoints(dependencies),
  ...templateEndpoints(dependencies),
  ...fileEndpoints(dependencies),
  ...webhookEndpointEndpoints(dependencies),
  ...webhookDeliveryEndpoints(dependencies),
  ...administrationEndpoints(dependencies),
];

/** Our own API, to be registered under `/api/v2`, and what OpenAPI says of it. */
export function nativeApi(dependencies: HttpDependencies): {
  readonly plugin: FastifyPluginAsync;
  readonly description: ApiDescription;
} {
  const endpoints = nativeEndpoints(dependencies);
  const exchange = createExchange(nativeForm, dependencies);
  return {
    description: nativeDescription(endpoints),
    plugin: async (api) => {
      exchange.prepare(api);
      for (const endpoint of endpoints) endpoint.register(api, exchange);
    },
  };
}
