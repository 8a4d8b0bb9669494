import { randomUUID } from 'node:crypto';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Failure } from '#domain/failure.js';
import type {} from '#http/request-context.js';
import { clearConsentPrefix } from '#http/apis/clearconsent/description.js';
import { clearConsentForm } from '#http/apis/clearconsent/form.js';
import { deepidvPrefix } from '#http/apis/deepidv/description.js';
import { deepidvForm } from '#http/apis/deepidv/form.js';
import { nativePrefix } from '#http/apis/native/endpoint.js';
import { nativeForm } from '#http/apis/native/form.js';
import { ootoPrefix } from '#http/apis/ooto/description.js';
import { ootoForm } from '#http/apis/ooto/form.js';
import { trustmaticPrefix } from '#http/apis/trustmatic/description.js';
import { trustmaticForm } from '#http/apis/trustmatic/form.js';
import { measureRequest, type RequestMeasures, type Surfaces } from '#http/plugins/measures.js';
import { logRequest } from '#http/plugins/request-log.js';
import { setSecurityHeaders } from '#http/plugins/security-headers.js';
import { sendStored, toStored } from '#http/exchange/wire-answer.js';

const forms = [
  [nativePrefix, nativeForm],
  [ootoPrefix, ootoForm],
  [deepidvPrefix, deepidvForm],
  [trustmaticPrefix, trustmaticForm],
  [clearConsentPrefix, clearConsentForm],
] as const;

/**
 * Answers an address that no route can be looked for with: its escapes are broken, or a part of it is longer than any id. The
 * framework would repeat the address, in a form of its own. It runs no hook either, so that this does what they do for others.
 */
export function routerErrors({
  measures,
  surfaces,
  overTls,
}: {
  readonly measures: RequestMeasures;
  readonly surfaces: Surfaces;
  readonly overTls: boolean;
}) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    const form = forms.find(([prefix]) => request.url.startsWith(`${prefix}/`))?.[1];
    const failure: Failure = { code: error.code === 'FST_ERR_BAD_URL' ? 'request-invalid' : 'not-found' };
    request.transactionId = form === undefined ? '' : randomUUID();
    request.failureCode = form === undefined ? null : failure.code;
    measureRequest(request, reply, measures, surfaces);
    reply.raw.once('close', () => logRequest(request, reply));
    setSecurityHeaders(request, reply, overTls);
    if (form === undefined) void reply.code(404).send({ error: 'not found' });
    else void sendStored(reply, toStored(form.failureAnswer(failure, request)));
  };
}
