import type { AuditEntry } from '#domain/audit.js';
import type { KeyedHash } from '#ports/keyed-hash.js';
import type { Owner, PageMark, Records } from '#ports/records.js';
import type { Erase } from '#services/erase/erase.js';
import type { ErasureReceipt } from '#services/erase/receipt.js';
import { subjectHash, type Subject } from '#services/erase/subject.js';

export interface ErasedAgain {
  /** Of the receipt that was given. */
  readonly receiptId: string;
  /** Of the new erasure; null: nothing of that subject is stored. */
  readonly receipt: ErasureReceipt | null;
  readonly leftToSweep: number;
}

/**
 * Destroys again what receipts say was destroyed: a backup from before brings it back. A receipt names its subject by a
 * keyed hash alone, so everything that is stored is gone through, and those are erased whose hash a receipt has. The
 * receipts must have been verified. `actor`: who asked for it.
 */
export type EraseAgain = (
  receipts: readonly ErasureReceipt[],
  actor: AuditEntry['actor'],
) => Promise<readonly ErasedAgain[]>;

const pageSize = 200;

export function createEraseAgain(dependencies: {
  readonly records: Records;
  readonly keyedHash: KeyedHash;
  readonly erase: Erase;
}): EraseAgain {
  const { records, keyedHash, erase } = dependencies;

  /** Whoever is stored and named by one of the hashes. */
  async function subjectsOf(owner: Owner, hashes: ReadonlySet<string>): Promise<Map<string, Subject>> {
    const found = new Map<string, Subject>();
    const look = (subject: Subject): void => {
      const hash = subjectHash(keyedHash, owner, subject);
      if (hashes.has(hash)) found.set(hash, subject);
    };
    const lookAtUser = (identifier: string | null | undefined): void => {
      if (identifier !== null && identifier !== undefined) look({ kind: 'user', identifier });
    };
    const { verifications, sessions, templates } = records;
    for await (const { id, status } of everyOne((page) => verifications.page(owner, page))) {
      look({ kind: 'check', id });
      if (status !== 'erased') lookAtUser((await verifications.find(owner, id))?.context.userIdentifier);
    }
    for await (const { id } of everyOne((page) => sessions.page(owner, page))) {
      look({ kind: 'check', id });
      lookAtUser((await sessions.find(owner, id))?.personal.userIdentifier);
    }
    for await (const { description } of everyOne((page) => templates.page(owner, page))) {
      lookAtUser(description.userIdentifier);
    }
    return found;
  }

  return async (receipts, actor) => {
    const results: ErasedAgain[] = [];
    for (const [owner, theirs] of byOwner(receipts)) {
      const subjects = await subjectsOf(owner, new Set(theirs.map(({ subject }) => subject.hash)));
      for (const { id: receiptId, subject } of theirs) {
        const again = subjects.get(subject.hash);
        // Asked for each receipt, although two may name one subject: the second finds nothing any more.
        const erasure = again === undefined ? null : await erase(owner, again, actor);
        const destroyed = erasure !== null && Object.values(erasure.receipt.counts).some((count) => count > 0);
        results.push({
          receiptId,
          receipt: destroyed ? erasure.receipt : null,
          leftToSweep: erasure?.leftToSweep ?? 0,
        });
      }
    }
    return results;
  };
}

function byOwner(receipts: readonly ErasureReceipt[]): (readonly [Owner, readonly ErasureReceipt[]])[] {
  const groups = new Map<string, readonly [Owner, ErasureReceipt[]]>();
  for (const receipt of receipts) {
    const { applicationId, mode } = receipt;
    const key = `${applicationId} ${mode}`;
    const group = groups.get(key) ?? [{ applicationId, mode }, []];
    group[1].push(receipt);
    groups.set(key, group);
  }
  return [...groups.values()];
}

async function* everyOne<T extends PageMark>(
  page: (options: { readonly limit: number; readonly before: PageMark | null }) => Promise<T[]>,
): AsyncGenerator<T> {
  for (let before: PageMark | null = null; ;) {
    const some: T[] = await page({ limit: pageSize, before });
    yield* some;
    const last = some.at(-1);
    if (last === undefined || some.length < pageSize) return;
    before = { createdAtEpochMs: last.createdAtEpochMs, id: last.id };
  }
}
