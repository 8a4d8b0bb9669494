import type { KeyedHash } from '#ports/keyed-hash.js';
import type { Owner, Records } from '#ports/records.js';

/** Whom or what an erasure or an export is about. */
export type Subject =
  /** Everything under the identifier that the application gave a person. */
  | { readonly kind: 'user'; readonly identifier: string }
  /** One check: a verification with everything of its session, or a session. */
  | { readonly kind: 'check'; readonly id: string };

/** A verification, or a session. */
export interface Check {
  readonly id: string;
  readonly sessionId: string | null;
}

/** The sessions of a check: its id may be that of one itself. */
export const sessionsOf = ({ id, sessionId }: Check): string[] => [...new Set([id, sessionId ?? id])];

/** Every check of the subject once: a session is one person's, so that its verifications belong together. */
export async function checksOf(records: Records, owner: Owner, subject: Subject): Promise<Check[]> {
  const found = new Map<string, Check>();
  const addSession = async (sessionId: string): Promise<void> => {
    for (const { id } of await records.verifications.ofSession(owner, sessionId)) found.set(id, { id, sessionId });
  };
  const { verificationIds, sessionIds } = await idsOf(records, owner, subject);
  for (const id of verificationIds) {
    if (found.has(id)) continue;
    const sessionId = (await records.verifications.findSummary(owner, id))?.sessionId ?? null;
    found.set(id, { id, sessionId });
    if (sessionId !== null) await addSession(sessionId);
  }
  // A session is a check too, also where it came to no verification.
  for (const id of sessionIds) {
    if (!found.has(id)) found.set(id, { id, sessionId: null });
    await addSession(id);
  }
  return [...found.values()];
}

async function idsOf(
  { verifications, sessions }: Records,
  owner: Owner,
  subject: Subject,
): Promise<{ verificationIds: readonly string[]; sessionIds: readonly string[] }> {
  if (subject.kind === 'check') return { verificationIds: [subject.id], sessionIds: [subject.id] };
  const lookup = { name: 'user-identifier', value: subject.identifier } as const;
  return {
    verificationIds: await verifications.findByLookup(owner, lookup),
    sessionIds: await sessions.findByLookup(owner, lookup),
  };
}

/** Names a subject in a receipt without telling who it is: 64 hex digits that only this installation can compute. */
export function subjectHash(keyedHash: KeyedHash, { applicationId, mode }: Owner, subject: Subject): string {
  const value = subject.kind === 'user' ? subject.identifier : subject.id;
  const text = JSON.stringify([applicationId, mode, 'erasure-subject', subject.kind, value]);
  return Buffer.from(keyedHash.digest('lookup', text)).toString('hex');
}
