import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  captchaAnswerSchema,
  captchaSchema,
  capturePaths,
  challengeSchema,
  claimSchema,
  continuationSchema,
  newUploadSchema,
  submissionSchema,
  uploadPartBytes,
  uploadSchema,
} from '#contract/capture.js';
import { toTime } from '#contract/time.js';
import type { Failure } from '#domain/failure.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { Links } from '#http/capture/link.js';
import { personOf } from '#http/capture/link.js';
import { isOwnPage } from '#http/own-page.js';
import type { HttpDependencies } from '#http/dependencies.js';
import type { Exchange } from '#http/exchange/exchange.js';
import type { LimitedAction } from '#services/capture/capture-limits.js';
import { claimCookie } from '#services/sessions/claim-cookie.js';
import type { Person } from '#services/sessions/session-access.js';
import type { SeenSession } from '#services/sessions/sessions.js';
import type { UploadProgress } from '#services/sessions/session-uploads.js';

/** Every body but a part of a picture. */
const smallBodyBytes = 16 * 1024;
const nothing = z.strictObject({});
const uploadParamsSchema = z.object({ id: z.uuid() });
const partParamsSchema = uploadParamsSchema.extend({
  part: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number),
});

export interface CaptureCalls {
  readonly links: Links;
  readonly exchange: Exchange;
  readonly dependencies: Pick<HttpDependencies, 'sessions' | 'capture' | 'records' | 'admission' | 'now'>;
  /** Without a trailing slash. */
  readonly publicUrl: () => string;
}

/** One call of the page: who calls, with which body. */
interface Call<Body> {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly person: Person;
  readonly seen: SeenSession;
  readonly body: Body;
}

/** The calls that a page makes, but for its events; see `#contract/capture.js`. */
export function addCaptureCalls(
  api: FastifyInstance,
  { links, exchange, dependencies, publicUrl }: CaptureCalls,
): void {
  const { sessions, capture, records, admission, now } = dependencies;

  /** Why a call may not go on; null: it may. */
  async function refusalOf(
    request: FastifyRequest,
    reply: FastifyReply,
    action: LimitedAction | null,
  ): Promise<Failure | null> {
    if (!isOwnPage(request, publicUrl())) return { code: 'request-invalid' };
    const waitMs = action === null ? null : await capture.take(action, request.ip);
    if (waitMs === null) return null;
    reply.header('retry-after', String(Math.max(1, Math.ceil(waitMs / 1000))));
    return { code: 'rate-limited' };
  }

  /** A call that changes something; `handle` gives the body of the answer. */
  function change<Schema extends z.ZodType>(
    method: 'POST' | 'PUT',
    path: string,
    schema: Schema,
    handle: (call: Call<z.infer<Schema>>) => Promise<Outcome<unknown>>,
    action: LimitedAction | null = null,
  ): void {
    api.route({
      method,
      url: `/${path}`,
      bodyLimit: method === 'PUT' ? uploadPartBytes : smallBodyBytes,
      async handler(request, reply) {
        const refusal = await refusalOf(request, reply, action);
        if (refusal !== null) return exchange.fail(request, reply, refusal);
        const body = schema.safeParse(request.body);
        if (!body.success) return exchange.fail(request, reply, { code: 'request-invalid' });
        const person = personOf(request);
        const seen = await links.look(person);
        const outcome = seen.ok ? await handle({ request, reply, person, seen: seen.value, body: body.data }) : seen;
        return outcome.ok
          ? exchange.answer(reply, { status: 200, body: outcome.value })
          : exchange.fail(request, reply, outcome.failure);
      },
    });
  }

  /** The view, after something was done. */
  const viewAfter = async (done: Outcome<unknown>, person: Person): Promise<Outcome<unknown>> =>
    done.ok ? links.view(person) : done;

  api.get(`/${capturePaths.session}`, { exposeHeadRoute: false }, async (request, reply) => {
    const view = await links.view(personOf(request));
    return view.ok
      ? exchange.answer(reply, { status: 200, body: view.value })
      : exchange.fail(request, reply, view.failure);
  });

  change(
    'POST',
    capturePaths.claim,
    claimSchema,
    async ({ request, reply, person, body }) => {
      const claimed = await sessions.person.claim({ ...person, continuation: body.continuation, address: request.ip });
      if (!claimed.ok) return claimed;
      const { session, secret } = claimed.value;
      if (secret !== null) {
        const application = await records.applications.find(session.applicationId);
        // Longer than the session: afterwards it still tells its owner how it ended.
        const maxAgeSeconds = Math.ceil((session.state.expiresAtEpochMs - now()) / 1000) + 3600;
        const cookie = claimCookie(secret, {
          path: links.pathOf(person.token),
          embedded: body.embedded && (application?.settings.sessions.embeddingOrigins.length ?? 0) > 0,
          maxAgeSeconds,
          secure: publicUrl().startsWith('https:'),
        });
        reply.header('set-cookie', cookie);
      }
      return links.view(person);
    },
    'claims',
  );
  change('POST', capturePaths.consent, nothing, async ({ person }) =>
    viewAfter(await sessions.person.consent(person), person),
  );
  change('POST', capturePaths.decline, nothing, async ({ person }) =>
    viewAfter(await sessions.person.decline(person), person),
  );
  change('POST', capturePaths.captcha, nothing, async ({ person }) => {
    const issued = await sessions.person.issueCaptcha(person);
    if (!issued.ok) return issued;
    const { expiresAtEpochMs, ...challenge } = issued.value;
    return ok(captchaSchema.parse({ ...challenge, expiresAt: toTime(expiresAtEpochMs) }));
  });
  change(
    'POST',
    capturePaths.captchaAnswer,
    captchaAnswerSchema,
    async ({ person, body }) => viewAfter(await sessions.person.answerCaptcha(person, body), person),
    'captcha-answers',
  );
  change('POST', capturePaths.challenge, nothing, async ({ person }) => {
    const drawn = await sessions.person.askChallenge(person);
    return drawn.ok ? ok(challengeSchema.parse(drawn.value)) : drawn;
  });
  change('POST', capturePaths.continuation, nothing, async ({ person }) => {
    const opened = await sessions.person.continueElsewhere(person);
    if (!opened.ok) return opened;
    const { url, expiresAtEpochMs } = opened.value;
    return ok(continuationSchema.parse({ url, expiresAt: toTime(expiresAtEpochMs) }));
  });

  const toUpload = (progress: Outcome<UploadProgress>): Outcome<unknown> => {
    if (!progress.ok) return progress;
    const { upload, received, expiresAtEpochMs } = progress.value;
    const { id, sizeBytes } = upload;
    const expiresAt = toTime(expiresAtEpochMs);
    return ok(uploadSchema.parse({ id, sizeBytes, partBytes: uploadPartBytes, received, expiresAt }));
  };
  change(
    'POST',
    capturePaths.uploads,
    newUploadSchema,
    async ({ person, body }) => toUpload(await sessions.person.uploads.begin(person, body)),
    'uploads',
  );
  api.get(`/${capturePaths.uploads}/:id`, { exposeHeadRoute: false }, async (request, reply) => {
    const person = personOf(request);
    const params = uploadParamsSchema.safeParse(request.params);
    const seen = await links.look(person);
    const found = !seen.ok
      ? seen
      : params.success
        ? await sessions.person.uploads.look(person, params.data.id)
        : notThere;
    const upload = toUpload(found);
    return upload.ok
      ? exchange.answer(reply, { status: 200, body: upload.value })
      : exchange.fail(request, reply, upload.failure);
  });
  change(
    'PUT',
    `${capturePaths.uploads}/:id/:part`,
    z.instanceof(Uint8Array),
    async ({ request, person, body }) => {
      const params = partParamsSchema.safeParse(request.params);
      return params.success
        ? toUpload(await sessions.person.uploads.receive(person, params.data.id, params.data.part, body))
        : notThere;
    },
    'uploads',
  );

  change(
    'POST',
    capturePaths.pictures,
    submissionSchema,
    async ({ request, person, seen, body }) => {
      const { document = null, documentBack = null, selfie = null, capture: evidence } = body;
      const userAgent = request.headers['user-agent']?.slice(0, 500) ?? null;
      const place = admission.enter(seen.session.applicationId);
      if (place === null) return fail({ code: 'overloaded' });
      try {
        const submission = { ...person, document, documentBack, selfie, evidence, userAgent };
        return await viewAfter(await capture.submit(submission), person);
      } finally {
        place.leave();
      }
    },
    'pictures',
  );
}

const notThere = fail({ code: 'not-found' });
