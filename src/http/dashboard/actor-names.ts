import type { AuditEntry } from '#domain/audit.js';
import type { Records } from '#ports/records.js';

/** Names actors of the audit log, where they are known still. `applicationId`: whose keys; null: none. */
export async function actorNames(
  records: Pick<Records, 'users' | 'keys'>,
  applicationId: string | null,
): Promise<(actor: AuditEntry['actor']) => string | null> {
  const users = new Map((await records.users.list()).map(({ id, profile }) => [id, profile.name]));
  const keys = applicationId === null ? [] : await records.keys.list(applicationId);
  const keyNames = new Map(keys.map(({ id, name }) => [id, name]));
  return ({ kind, id }) => {
    if (id === null) return null;
    if (kind === 'user') return users.get(id) ?? null;
    return kind === 'key' ? (keyNames.get(id) ?? null) : null;
  };
}
