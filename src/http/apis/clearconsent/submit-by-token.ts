import type { FastifyReply, FastifyRequest } from 'fastify';
import { fail, ok, type Outcome } from '#domain/outcome.js';

import { failureDescriptions, type Failure, type FailureCode } from '#domain/failure.js';
import { basePathOf } from '#http/base-path.js';
import { pageAnswerSchema } from '#http/apis/clearconsent/schema.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { claimCookie, claimSecretsOf } from '#services/sessions/claim-cookie.js';
import type { UploadedPicture } from '#services/uploaded-picture.js';

/** The form of a page that was opened by `GET /verif/` and sends both files itself. */
export interface PageForm {
  readonly token: string;
  readonly selfieVideo: UploadedPicture;
  readonly idPhoto: UploadedPicture;
}

/** Long enough for a person who has to try again. */
const cookieSeconds = 86_400;

/**
 * `POST /verif/submit` with the one-time token of a page in place of a key. It claims the link for the client that sends it, who
 * is told how the check ended and no scores: whoever tries out forgeries would learn from them.
 */
export function createSubmitByToken(
  { sessions, capture }: Pick<HttpDependencies, 'sessions' | 'capture'>,
  publicUrl: () => string,
) {
  return async (
    request: FastifyRequest,
    reply: FastifyReply,
    { token, selfieVideo, idPhoto }: PageForm,
  ): Promise<Outcome<unknown>> => {
    const waitMs = await capture.take('pictures', request.ip);
    if (waitMs !== null) {
      reply.header('retry-after', String(Math.max(1, Math.ceil(waitMs / 1000))));
      return fail({ code: 'rate-limited' });
    }
    const person = { token, secrets: claimSecretsOf(request.headers.cookie) };
    const seen = await sessions.person.look(person);
    if (!seen.ok) return seen;
    if (seen.value.session.kind !== 'clearconsent') return fail({ code: 'not-found' });
    const claimed = await sessions.person.claim({ ...person, address: request.ip });
    if (!claimed.ok) return claimed;
    const { secret } = claimed.value;
    const address = new URL(publicUrl());
    if (secret !== null) {
      const path = `${basePathOf(address.href)}/verif/submit`;
      const secure = address.protocol === 'https:';
      reply.header('set-cookie', claimCookie(secret, { path, embedded: false, maxAgeSeconds: cookieSeconds, secure }));
    }
    const judged = await capture.submitCheck({
      token,
      secrets: secret === null ? person.secrets : [...person.secrets, secret],
      document: idPhoto,
      selfie: selfieVideo,
      capture: null,
    });
    if (!judged.ok) return judged;
    const { told, session } = judged.value;
    if (told === null) return fail(failureOf(session.state.failure ?? session.personal.refusal));
    return ok(pageAnswerSchema.parse({ success: true, check_id: told.record.id, status: told.verdict.status }));
  };
}

/** Why nothing was judged; a session that failed says it itself. */
const failureOf = (code: string | undefined): Failure =>
  code !== undefined && code in failureDescriptions ? { code: code as FailureCode } : { code: 'internal' }; // just asked
