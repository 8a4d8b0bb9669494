import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Principal, Scope } from '#domain/access.js';
import type { Failure } from '#domain/failure.js';
import { isPassing } from '#domain/failure-kinds.js';
import type {} from '#http/request-context.js';
import type { HttpDependencies } from '#http/dependencies.js';
import type { DialectForm } from '#http/exchange/dialect-form.js';
import { limitHeaders } from '#http/exchange/limit-headers.js';
import { sendStored, toStored, type WireAnswer } from '#http/exchange/wire-answer.js';
import { clientErrorStatus, failureOfFault, logFault } from '#http/plugins/faults.js';
import { notReadyRetrySeconds } from '#http/readiness.js';
import type { Credentials } from '#services/api-keys/authenticate.js';
import type { AnswerSubject } from '#ports/idempotency-records.js';
import type { RememberAnswer } from '#services/idempotency.js';
import type { Owner, Records } from '#ports/records.js';
import type { Place } from '#services/admission.js';
import { networkOf } from '#services/sessions/network-address.js';

/** What a call needs of its caller. */
export interface CallRequirements {
  /** One that is enough, or several of which each is. */
  readonly scope: Scope | readonly Scope[];
  /** What it is counted and priced as: one of `operations`, or a name of its own for a call without pictures. */
  readonly operation: string;
}

/**
 * Hands the answer to the transaction that makes its cause durable; see services/idempotency.ts. Where it is about anything
 * but the verification of the request's transaction id, `subject` says what, so that it is erased with that.
 */
export type Remember = (inside: Records, answer: WireAnswer, subject?: AnswerSubject) => Promise<void>;

/** The steps that every call of every dialect takes, in the dialect's own form. */
export interface Exchange {
  /** Hooks for a dialect's scope: its ids, its 503, its 404, its errors. */
  prepare(api: FastifyInstance): void;
  /** `onRequest` hook: who calls, may they, and are they within their limits? Answers itself where not. */
  guard(needs: CallRequirements): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;
  /** The same for credentials that stand in a body. Null: the call may go on. */
  admit(
    request: FastifyRequest,
    reply: FastifyReply,
    credentials: Credentials | null,
    needs: CallRequirements,
  ): Promise<Failure | null>;
  /** Work on pictures: one place of the admission, held until the answer is there. Answers itself where there is none. */
  withPlace(
    request: FastifyRequest,
    reply: FastifyReply,
    work: (place: Place) => Promise<FastifyReply>,
  ): Promise<FastifyReply>;
  /**
   * A call that makes something: with an `Idempotency-Key` it is executed once, and equal requests get equal bytes.
   * `fingerprint` must cover everything in the request that makes a difference (`fingerprintOf`). `caller`: where it is not
   * the one whom a guard found.
   */
  create(
    request: FastifyRequest,
    reply: FastifyReply,
    fingerprint: string,
    execute: (remember: Remember) => Promise<WireAnswer>,
    caller?: CreatingCaller,
  ): Promise<FastifyReply>;
  answer(reply: FastifyReply, answer: WireAnswer): FastifyReply;
  /** The failure as an answer, in the dialect's form or as `told`; with Retry-After where the caller may come back. */
  failureAnswer(request: FastifyRequest, failure: Failure, told?: WireAnswer): WireAnswer;
  fail(request: FastifyRequest, reply: FastifyReply, failure: Failure): FastifyReply;
}

/** In whose name a key counts, and what the answer is about. */
export interface CreatingCaller {
  readonly owner: Owner;
  /** Keys of different ones have nothing to do with each other. */
  readonly keySpace?: string;
  readonly subject: AnswerSubject;
}

/** Visible ASCII; long enough for any UUID or order number. */
const idempotencyKeyPattern = /^[\x21-\x7e]{1,255}$/;

export function createExchange(
  form: Omit<DialectForm, 'name'>,
  dependencies: Pick<HttpDependencies, 'authenticate' | 'admission' | 'limits' | 'idempotency' | 'readiness'>,
): Exchange {
  const { authenticate, admission, limits, idempotency, readiness } = dependencies;

  const retryAfterSeconds = ({ code }: Failure): number | null => {
    if (code === 'overloaded') return admission.retryAfterSeconds();
    if (code === 'not-ready') return notReadyRetrySeconds;
    return code === 'idempotency-in-progress' ? 1 : null;
  };

  function failureAnswer(
    request: FastifyRequest,
    failure: Failure,
    told = form.failureAnswer(failure, request),
  ): WireAnswer {
    request.failureCode = failure.code;
    const seconds = retryAfterSeconds(failure);
    const headers = { ...told.headers, ...(seconds !== null && { 'retry-after': String(seconds) }) };
    return { ...told, headers, isPassing: isPassing(failure) };
  }

  const answer = (reply: FastifyReply, wire: WireAnswer): FastifyReply => sendStored(reply, toStored(wire));

  const failWith = (request: FastifyRequest, reply: FastifyReply, failure: Failure): FastifyReply =>
    answer(reply, failureAnswer(request, failure));

  async function admit(
    request: FastifyRequest,
    reply: FastifyReply,
    credentials: Credentials | null,
    { scope, operation }: CallRequirements,
  ): Promise<Failure | null> {
    const authenticated = await authenticate(credentials);
    if (!authenticated.ok) return authenticated.failure;
    const principal = authenticated.value;
    request.principal = principal;
    const decision = await limits.take(principal, operation);
    reply.headers(limitHeaders(principal.settings.limits, decision));
    if (!decision.ok) return decision.failure;
    return [scope].flat().some((enough) => principal.scopes.includes(enough)) ? null : { code: 'scope-insufficient' };
  }

  return {
    prepare(api) {
      api.addHook('onRequest', async (request, reply) => {
        request.transactionId = randomUUID();
        if (readiness.state === 'ready') return;
        return failWith(request, reply, { code: 'not-ready' });
      });
      api.setNotFoundHandler((request, reply) => failWith(request, reply, { code: 'not-found' }));
      api.setErrorHandler((error, request, reply) => {
        const status = clientErrorStatus(error);
        if (status === 413) return failWith(request, reply, { code: 'body-too-large' });
        if (status !== null) return failWith(request, reply, { code: 'request-invalid' });
        logFault(request, error);
        return failWith(request, reply, { code: failureOfFault(error) });
      });
    },
    guard(needs) {
      return async (request, reply) => {
        const failure = await admit(request, reply, form.readCredentials(request), needs);
        return failure === null ? undefined : failWith(request, reply, failure);
      };
    },
    admit,
    async withPlace(request, reply, work) {
      const place = admission.enter(request.principal?.applicationId ?? { network: networkOf(request.ip) });
      if (place === null) return failWith(request, reply, { code: 'overloaded' });
      try {
        return await work(place);
      } finally {
        place.leave();
      }
    },
    async create(request, reply, fingerprint, execute, caller) {
      const key = request.headers['idempotency-key'];
      if (key === undefined) return answer(reply, await execute(async () => undefined));
      if (typeof key !== 'string' || !idempotencyKeyPattern.test(key)) {
        return failWith(request, reply, {
          code: 'request-invalid',
          detail: 'Idempotency-Key must be 1 to 255 visible ASCII characters',
        });
      }
      const { owner, subject, keySpace } = caller ?? callerOf(request);
      const outcome = await idempotency.run(
        // No key has blanks: those of a space are nobody else's.
        { owner, key: keySpace === undefined ? key : `${keySpace} ${key}`, fingerprint, subject },
        async (remember) => toStored(await execute(rememberWire(remember))),
      );
      return outcome.ok ? sendStored(reply, outcome.value) : failWith(request, reply, outcome.failure);
    },
    answer,
    failureAnswer,
    fail: failWith,
  };
}

const rememberWire =
  (remember: RememberAnswer): Remember =>
  (inside, wire, subject) =>
    remember(inside, toStored(wire), subject);

function callerOf(request: FastifyRequest): CreatingCaller {
  const { applicationId, mode } = principalOf(request);
  return { owner: { applicationId, mode }, subject: { kind: 'verification', id: request.transactionId } };
}

/** The caller, on a route that has a guard. */
export function principalOf({ principal }: FastifyRequest): Principal {
  if (principal === null) throw new Error('this route has no authentication');
  return principal;
}
