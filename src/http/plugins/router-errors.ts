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
 * framework would repeat the address, in a form of its own.
 */
export function answerRouterError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const form = forms.find(([prefix]) => request.url.startsWith(`${prefix}/`))?.[1];
  const failure: Failure = { code: error.code === 'FST_ERR_BAD_URL' ? 'request-invalid' : 'not-found' };
  if (form === undefined) {
    void reply.code(404).send({ error: 'not found' });
    return;
  }
  request.transactionId = randomUUID();
  void sendStored(reply, toStored(form.failureAnswer(failure, request)));
}
