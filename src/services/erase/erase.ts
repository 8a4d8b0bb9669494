import type { AuditEntry } from '#domain/audit.js';
import type { Owner, Records } from '#ports/records.js';
import { signReceipt, type ErasureReceipt } from '#services/erase/receipt.js';
import { checksOf, subjectHash, type Subject } from '#services/erase/subject.js';
import type { KeyedHash } from '#ports/keyed-hash.js';

export interface ErasureContext {
  readonly atEpochMs: number;
  /** The session that the check belongs to; null: none, or the subject is a user. */
  readonly sessionId: string | null;
  /** What lies outside the database and is removed once the erasure is durable. */
  readonly afterCommit: (work: () => Promise<void>) => void;
}

/** What one part of the server keeps of people, and how it destroys it. Each part registers its own. */
export interface ErasePart {
  /** Stands in receipts. */
  readonly name: string;
  /**
   * Destroys what belongs to one check; gives how many things. `id` names a verification, or a session without any. May be
   * run again where the transaction is repeated.
   */
  eraseVerification(inside: Records, owner: Owner, id: string, context: ErasureContext): Promise<number>;
  /** Destroys what is kept under a person's identifier beyond their checks, which are erased one by one. */
  eraseUser(inside: Records, owner: Owner, userIdentifier: string, context: ErasureContext): Promise<number>;
}

export interface Erasure {
  readonly receipt: ErasureReceipt;
  /** Things whose unreadable bytes could not be removed at once: the next sweep does. */
  readonly leftToSweep: number;
}

/**
 * Destroys everything about a subject: in one transaction, then outside of the database, then in its log. `actor`: who asked
 * for it. The audit log names the receipt, never the subject.
 */
export type Erase = (owner: Owner, subject: Subject, actor: AuditEntry['actor']) => Promise<Erasure>;

export function createErase(dependencies: {
  readonly records: Records;
  readonly keyedHash: KeyedHash;
  readonly parts: readonly ErasePart[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** UUIDs. */
  readonly newId: () => string;
}): Erase {
  const { records, keyedHash, parts, now, newId } = dependencies;
  return async (owner, subject, actor) => {
    const atEpochMs = now();
    const receiptId = newId();
    const { counts, works } = await records.inTransaction(async (inside) => {
      // Made anew where the transaction is repeated.
      const works: (() => Promise<void>)[] = [];
      const counts = Object.fromEntries(parts.map(({ name }) => [name, 0]));
      const common = { atEpochMs, afterCommit: (work: () => Promise<void>) => void works.push(work) };
      const checks = await checksOf(inside, owner, subject);
      for (const part of parts) {
        if (subject.kind === 'user') {
          counts[part.name]! += await part.eraseUser(inside, owner, subject.identifier, { ...common, sessionId: null });
        }
        for (const { id, sessionId } of checks) {
          counts[part.name]! += await part.eraseVerification(inside, owner, id, { ...common, sessionId });
        }
      }
      await inside.audit.append({
        ...owner,
        atEpochMs,
        action: 'subject.erased',
        actor,
        target: receiptId,
        details: counts,
      });
      return { counts, works };
    });
    let leftToSweep = 0;
    for (const work of works) {
      await work().catch(() => leftToSweep++);
    }
    await records.purgeOldPages();
    const receipt = signReceipt(keyedHash, {
      id: receiptId,
      ...owner,
      subject: { kind: subject.kind, hash: subjectHash(keyedHash, owner, subject) },
      erasedAt: new Date(atEpochMs).toISOString(),
      counts,
    });
    return { receipt, leftToSweep };
  };
}
