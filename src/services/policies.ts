import type { AuditEntry } from '#domain/audit.js';
import { policyReferenceSchema, referenceOf, type CalibratedPolicy } from '#domain/calibrated-policy.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { Records } from '#ports/records.js';

/** What calibrations found, for applications to decide by. Every new one is audited. */
export interface Policies {
  /** As the next version of its name. */
  add(policy: Omit<CalibratedPolicy, 'version' | 'createdAtEpochMs'>): Promise<CalibratedPolicy>;
  /** By name, the newest version first. */
  list(): Promise<CalibratedPolicy[]>;
  /** `name@version`, or a name alone: its newest version. Null: there is none. */
  find(reference: string): Promise<CalibratedPolicy | null>;
}

export function createPolicies(dependencies: {
  readonly records: Records;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly actor: AuditEntry['actor'];
}): Policies {
  const { records, now, actor } = dependencies;
  return {
    add: (policy) =>
      records.inTransaction(async (inside) => {
        const createdAtEpochMs = now();
        const stored = await inside.policies.add({ ...policy, createdAtEpochMs });
        await inside.audit.append({
          ...{ applicationId: null, mode: null, atEpochMs: createdAtEpochMs, actor },
          action: 'policy.created',
          target: referenceOf(stored),
          details: { wantedFmr: stored.wantedFmr, threshold: stored.threshold, recogniser: stored.recogniserDigest },
        });
        return stored;
      }),
    list: () => records.policies.list(),
    find: (reference) => findPolicy(records, reference),
  };
}

/** `name@version`, or a name alone: its newest version. Null: there is none. */
export function findPolicy(
  { policies }: Pick<Records, 'policies'>,
  reference: string,
): Promise<CalibratedPolicy | null> {
  if (!policyReferenceSchema.safeParse(reference).success) return policies.newest(reference);
  const at = reference.lastIndexOf('@');
  return policies.find(reference.slice(0, at), Number(reference.slice(at + 1)));
}

/** What of a policy an application decides by: a copy, so that nothing that happens to policies changes its decisions. */
export interface UsedPolicy {
  readonly policy: string;
  readonly threshold: number;
  readonly reviewFrom: number;
  readonly recogniserDigest: string;
  readonly falseMatchRates: CalibratedPolicy['falseMatchRates'];
}

/**
 * The copy of a policy for an application. Failure `request-invalid` where there is none, and where it was measured with
 * another recogniser than the one in use: a threshold of one says nothing about another.
 */
export async function usePolicy(
  records: Pick<Records, 'policies'>,
  reference: string,
  recogniserDigest: string,
): Promise<Outcome<UsedPolicy>> {
  const policy = await findPolicy(records, reference);
  if (policy === null) {
    return fail({ code: 'request-invalid', detail: 'policy.operatingPoint.policy: there is no such policy' });
  }
  if (policy.recogniserDigest !== recogniserDigest) {
    const detail = `policy.operatingPoint.policy: ${referenceOf(policy)} was measured with another recogniser (${short(policy.recogniserDigest)}) than the one in use (${short(recogniserDigest)}); calibrate anew`;
    return fail({ code: 'request-invalid', detail });
  }
  const { threshold, reviewFrom, falseMatchRates } = policy;
  return ok({ policy: referenceOf(policy), threshold, reviewFrom, recogniserDigest, falseMatchRates });
}

const short = (digest: string): string => digest.slice(0, 12);
