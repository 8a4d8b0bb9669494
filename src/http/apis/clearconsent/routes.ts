import multipart from '@fastify/multipart';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Outcome } from '#domain/outcome.js';
import type { VerificationContext } from '#domain/verification-context.js';
import { checkContextOf } from '#http/apis/clearconsent/check-context.js';
import { addVerifPage } from '#http/apis/clearconsent/page.js';
import { createSubmitByToken } from '#http/apis/clearconsent/submit-by-token.js';
import { clearConsentForm } from '#http/apis/clearconsent/form.js';
import { missingFile } from '#http/apis/clearconsent/missing-file.js';
import { toSubmitAnswer } from '#http/apis/clearconsent/to-wire.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { createExchange, principalOf } from '#http/exchange/exchange.js';
import { fingerprintOf } from '#http/exchange/fingerprint.js';
import type { WireAnswer } from '#http/exchange/wire-answer.js';
import { readForm, type Form } from '#http/uploads/read-form.js';
import { isGone } from '#http/uploads/read-json.js';
import type { ToldCheck } from '#services/clear-consent/check-events.js';
import { uploadLimitBytes } from '#services/files/upload-types.js';

const files = ['selfie_video', 'id_photo'] as const;
const texts = ['api_key', 'token', 'user_identifier', 'user_id', 'user_email', 'user_phone'] as const;
type SubmitForm = Form<(typeof files)[number], (typeof texts)[number]>;

/** Every video has the same limit, 50 MB. */
const videoLimitBytes = uploadLimitBytes('video/mp4')!; // a type that is taken

const needs = { scope: 'verify', operation: 'video-check' } as const;

/** ClearConsent's dialect (seed 003), to be registered under `/verif`. */
export function clearConsentApi(dependencies: HttpDependencies, publicUrl: () => string): FastifyPluginAsync {
  const { checkVideo } = dependencies;
  const exchange = createExchange(clearConsentForm, dependencies);
  const submitByToken = createSubmitByToken(exchange, dependencies, publicUrl);

  async function submit(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { transactionId } = request;
    const early = clearConsentForm.readCredentials(request);
    // Whoever shows his key before the body is judged before it is read.
    const refused = early === null ? null : await exchange.admit(request, reply, early, needs);
    if (refused !== null) return exchange.fail(request, reply, refused);
    return exchange.withPlace(request, reply, async (place) => {
      const form = await readForm(request, {
        pictures: files,
        texts,
        limitBytes: { selfie_video: videoLimitBytes },
        textsFirst: true,
      });
      if (isGone(request)) {
        request.log.info({ event: 'request-aborted', transactionId });
        return reply;
      }
      if (early === null) {
        const { api_key: key = '', token = '' } = form.texts;
        if (key === '' && token !== '') return submitByToken(request, reply, { token, ...form.pictures }, place);
        const failure = await exchange.admit(request, reply, key === '' ? null : { applicationId: null, key }, needs);
        if (failure !== null) return exchange.fail(request, reply, failure);
        if (!place.belongsTo(principalOf(request).applicationId)) {
          return exchange.fail(request, reply, { code: 'overloaded' });
        }
      }
      const context = checkContextOf(form.texts);
      if (!context.ok) return exchange.fail(request, reply, context.failure);
      // Told before anything is counted: a form without its files did not ask for work.
      const missing = missingFile(form.pictures);
      if (missing !== null) return exchange.fail(request, reply, { code: missing });
      return answerSubmit(request, reply, form, context.value);
    });
  }

  function answerSubmit(
    request: FastifyRequest,
    reply: FastifyReply,
    { pictures, texts: { api_key: _, token: __, ...rest } }: SubmitForm,
    context: VerificationContext,
  ): Promise<FastifyReply> {
    const { selfie_video: selfieVideo, id_photo: idPhoto } = pictures;
    const wire = (outcome: Outcome<ToldCheck>): WireAnswer =>
      outcome.ok
        ? { status: 200, body: toSubmitAnswer(outcome.value) }
        : exchange.failureAnswer(request, outcome.failure);
    return exchange.create(request, reply, fingerprintOf(request, { ...pictures, ...rest }), async (remember) =>
      wire(
        await checkVideo({
          transactionId: request.transactionId,
          principal: principalOf(request),
          dialect: clearConsentForm.name,
          context,
          selfieVideo,
          idPhoto,
          settle: (inside, told) => remember(inside, wire(told)),
        }),
      ),
    );
  }

  return async (api) => {
    exchange.prepare(api);
    await api.register(multipart);
    // Bodies are read by the handler, once a call has its place.
    api.removeContentTypeParser(['application/json', 'text/plain']);
    api.addContentTypeParser('*', (_request, _payload, done) => done(null));
    api.post('/submit', submit);
    addVerifPage(api, exchange, dependencies);
  };
}
