import type { NewAuditEntry } from '#domain/audit.js';
import type { Principal } from '#domain/access.js';
import type { Dialect } from '#domain/dialect.js';
import type { FailureCode } from '#domain/failure.js';
import { operationResults, type Operation, type ResultOf } from '#domain/operation.js';
import { emptyContext, type VerificationContext } from '#domain/verification-context.js';
import { fail, type Outcome } from '#domain/outcome.js';
import type { Lookup, Records, VerificationRecord } from '#ports/records.js';
import { utcDay } from '#services/utc-day.js';

/**
 * What else becomes durable together with the outcome, or not at all: an idempotent answer, events, files, a session's
 * next state. Throwing undoes everything.
 */
export type Settle<O extends Operation> = (
  inside: Records,
  outcome: Outcome<ResultOf<O>>,
  record: VerificationRecord<O>,
) => Promise<void>;

export interface OperationRequest<O extends Operation> {
  /** UUID, new for each request. */
  readonly transactionId: string;
  readonly principal: Principal;
  readonly dialect: Dialect;
  readonly operation: O;
  readonly sessionId?: string;
  /** Whose it is, in the caller's words; its user identifier finds the record again. */
  readonly context?: VerificationContext;
  readonly settle?: Settle<O>;
}

/**
 * Does the work of one call and remembers it: when the promise resolves, outcome, usage and whatever `settle` adds are
 * durable. Failures `tokens-insufficient` and, not remembered, those of a server without room.
 */
export type PerformOperation = <O extends Operation>(
  request: OperationRequest<O>,
  work: () => Promise<Outcome<ResultOf<O>>>,
) => Promise<Outcome<ResultOf<O>>>;

/** A refusal for lack of room must stay cheap, and there is nothing to remember. */
const notRemembered: ReadonlySet<FailureCode> = new Set<FailureCode>(['overloaded', 'not-ready']);

/** Faults of the server are not the caller's to pay. */
const free: ReadonlySet<FailureCode> = new Set<FailureCode>(['internal', 'deadline-exceeded']);

/** Undoes the transaction of a call that its application can no longer pay. */
class TokensSpentError extends Error {}

export function createPerformOperation(dependencies: {
  readonly records: Records;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): PerformOperation {
  const { records, now } = dependencies;
  return async (request, work) => {
    const createdAtEpochMs = now();
    // No difference of two times of day: somebody may set the clock in between.
    const startedAt = performance.now();
    const outcome = await work();
    if (!outcome.ok && notRemembered.has(outcome.failure.code)) return outcome;
    const { transactionId: id, principal, dialect, operation, sessionId = null, context = emptyContext } = request;
    const { applicationId, keyId, mode } = principal;
    const result = outcome.ok
      ? ({ status: 'completed', value: outcome.value } as const)
      : ({ status: 'failed', failure: outcome.failure } as const);
    const durationMs = performance.now() - startedAt;
    const record = {
      ...{ id, applicationId, keyId, mode, dialect, operation, createdAtEpochMs },
      ...{ sessionId, context, result, durationMs },
    };
    const lookups = [...contextLookups(context), ...(outcome.ok ? documentLookups(outcome.value) : [])];
    const tokens = !outcome.ok && free.has(outcome.failure.code) ? 0 : priceOf(operation, principal);
    try {
      await records.inTransaction(async (inside) => {
        const owner = { applicationId, mode };
        const paid = await inside.usage.charge({ owner, keyId, day: utcDay(createdAtEpochMs), operation, tokens });
        if (!paid) throw new TokensSpentError();
        await inside.verifications.add(record, lookups);
        await inside.audit.append(auditEntryOf(record));
        await request.settle?.(inside, outcome, record);
      });
    } catch (error) {
      if (error instanceof TokensSpentError) return fail({ code: 'tokens-insufficient' });
      throw error;
    }
    return outcome;
  };
}

/**
 * What a call costs its application; 0 where balances are not enforced, and in the sandbox. A call that works on no picture
 * costs only what a price names.
 */
export function priceOf(operation: string, { settings, mode }: Pick<Principal, 'settings' | 'mode'>): number {
  const { enforced, prices, otherwise } = settings.tokens;
  if (!enforced || mode !== 'live') return 0;
  return prices[operation] ?? (Object.hasOwn(operationResults, operation) ? otherwise : 0);
}

/** That it took place and how it ended; what it found stands in the record alone. */
const auditEntryOf = (record: VerificationRecord): NewAuditEntry => ({
  applicationId: record.applicationId,
  mode: record.mode,
  atEpochMs: record.createdAtEpochMs,
  action: 'operation.performed',
  actor: { kind: 'key', id: record.keyId },
  target: record.id,
  details: {
    operation: record.operation,
    dialect: record.dialect,
    outcome: record.result.status === 'failed' ? record.result.failure.code : record.result.status,
  },
});

const contextLookups = ({ userIdentifier }: VerificationContext): Lookup[] =>
  userIdentifier === null ? [] : [{ name: 'user-identifier', value: userIdentifier }];

/** A person who asks what is stored about them names their document's number. */
function documentLookups(value: ResultOf<Operation>): Lookup[] {
  const document = 'document' in value ? value.document : null;
  const fields = document === null ? null : 'fields' in document ? document.fields : fieldsOfPart(document);
  const number = fields?.documentNumber;
  return number === undefined || number.valid === false ? [] : [{ name: 'document-number', value: number.value }];
}

const fieldsOfPart = (part: ResultOf<'identity-check'>['document']) => (part.ok ? part.value.document.fields : null);
