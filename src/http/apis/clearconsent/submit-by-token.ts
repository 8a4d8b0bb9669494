import type { FastifyReply, FastifyRequest } from 'fastify';
import { failureDescriptions, type Failure, type FailureCode } from '#domain/failure.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { basePathOf } from '#http/base-path.js';
import { missingFile, type SubmittedFiles } from '#http/apis/clearconsent/missing-file.js';
import { pageAnswerSchema } from '#http/apis/clearconsent/schema.js';
import type { HttpDependencies } from '#http/dependencies.js';
import type { Exchange } from '#http/exchange/exchange.js';
import { fingerprintOf } from '#http/exchange/fingerprint.js';
import type { Place } from '#services/admission.js';
import { claimCookie, claimSecretsOf } from '#services/sessions/claim-cookie.js';
import type { Person } from '#services/sessions/session-access.js';

/** The form of a page that was opened by `GET /verif/` and sends both files itself. */
export interface PageForm extends SubmittedFiles {
  readonly token: string;
}

/** Long enough for a person who has to try again. */
const cookieSeconds = 86_400;

/**
 * `POST /verif/submit` with the one-time token of a page in place of a key. It claims the link for the client that sends it, who
 * is told how the check ended and no scores: whoever tries out forgeries would learn from them.
 */
export function createSubmitByToken(
  exchange: Exchange,
  { sessions, capture }: Pick<HttpDependencies, 'sessions' | 'capture'>,
  publicUrl: () => string,
) {
  async function judge(
    request: FastifyRequest,
    reply: FastifyReply,
    person: Person,
    { selfie_video: selfie, id_photo: document }: SubmittedFiles,
  ): Promise<Outcome<unknown>> {
    const claimed = await sessions.person.claim({ ...person, address: request.ip });
    if (!claimed.ok) return claimed;
    const { secret } = claimed.value;
    const address = new URL(publicUrl());
    if (secret !== null) {
      const path = `${basePathOf(address.href)}/verif/submit`;
      const secure = address.protocol === 'https:';
      reply.header('set-cookie', claimCookie(secret, { path, embedded: false, maxAgeSeconds: cookieSeconds, secure }));
    }
    const secrets = secret === null ? person.secrets : [...person.secrets, secret];
    const judged = await capture.submitCheck({ ...person, secrets, document, selfie, capture: null });
    if (!judged.ok) return judged;
    const { told, session } = judged.value;
    if (told === null) return fail(failureOf(session.state.failure ?? session.personal.refusal));
    return ok(pageAnswerSchema.parse({ success: true, check_id: told.record.id, status: told.verdict.status }));
  }

  return async (
    request: FastifyRequest,
    reply: FastifyReply,
    { token, selfie_video, id_photo }: PageForm,
    place: Place,
  ): Promise<FastifyReply> => {
    const refuse = (failure: Failure): FastifyReply => exchange.fail(request, reply, failure);
    const waitMs = await capture.take('pictures', request.ip);
    if (waitMs !== null) {
      reply.header('retry-after', String(Math.max(1, Math.ceil(waitMs / 1000))));
      return refuse({ code: 'rate-limited' });
    }
    const person = { token, secrets: claimSecretsOf(request.headers.cookie) };
    const seen = await sessions.person.look(person);
    if (!seen.ok) return refuse(seen.failure);
    const { id, kind, applicationId, mode } = seen.value.session;
    if (kind !== 'clearconsent') return refuse({ code: 'not-found' });
    const files = { selfie_video, id_photo };
    const missing = missingFile(files);
    if (missing !== null) return refuse({ code: missing });
    if (!place.belongsTo(applicationId)) return refuse({ code: 'overloaded' });
    return exchange.create(
      request,
      reply,
      fingerprintOf(request, { token, ...files }),
      async () => {
        const outcome = await judge(request, reply, person, files);
        return outcome.ok ? { status: 200, body: outcome.value } : exchange.failureAnswer(request, outcome.failure);
      },
      // What a page calls its requests must not get in the way of the application's own keys.
      { owner: { applicationId, mode }, keySpace: id, subject: { kind: 'session', id } },
    );
  };
}

/** Why nothing was judged; a session that failed says it itself. */
const failureOf = (code: string | undefined): Failure =>
  code !== undefined && code in failureDescriptions ? { code: code as FailureCode } : { code: 'internal' }; // just asked
