import { sql, type Kysely, type Selectable } from 'kysely';
import { auditEntrySchema, type AuditEntry, type NewAuditEntry } from '#domain/audit.js';
import type { Database } from '#adapters/sql/schema.js';
import type { SqlRecordsOptions } from '#adapters/sql/sql-records-options.js';
import { transact } from '#adapters/sql/transact.js';
import type { AuditRecords } from '#ports/audit-records.js';

/** The name of the installation's own log. */
const installationLog = '';

/** What the first entry stands on. */
const rootHash = Buffer.alloc(32);

/** Entries that a check holds in memory at once. */
const checkedAtOnce = 1000;

export function sqlAudit(db: Kysely<Database>, { keyedHash }: SqlRecordsOptions): AuditRecords {
  const hashOf = (previous: Uint8Array, entry: AuditEntry): Buffer =>
    Buffer.from(keyedHash.digest('audit', JSON.stringify([Buffer.from(previous).toString('hex'), canonical(entry)])));

  const endMarkOf = (log: string, sequence: number, hash: Uint8Array): Buffer =>
    Buffer.from(keyedHash.digest('audit', JSON.stringify(['end', log, sequence, Buffer.from(hash).toString('hex')])));

  /** Reserves the next place of the log; the row stays locked until the transaction ends, so entries cannot cross. */
  async function nextPlace(db: Kysely<Database>, log: string): Promise<{ sequence: number; previous: Uint8Array }> {
    const head = await db
      .insertInto('audit_heads')
      .values({ log, sequence: 1, hash: rootHash, end_mark: rootHash })
      .onConflict((conflict) => conflict.column('log').doUpdateSet({ sequence: sql`audit_heads.sequence + 1` }))
      .returning(['sequence', 'hash'])
      .executeTakeFirstOrThrow();
    return { sequence: head.sequence, previous: head.hash };
  }

  async function appendIn(db: Kysely<Database>, entry: NewAuditEntry): Promise<void> {
    const log = entry.applicationId ?? installationLog;
    const { sequence, previous } = await nextPlace(db, log);
    const hash = hashOf(previous, { ...entry, sequence });
    await db
      .insertInto('audit_entries')
      .values({
        log,
        sequence,
        mode: entry.mode,
        at: entry.atEpochMs,
        action: entry.action,
        actor_kind: entry.actor.kind,
        actor_id: entry.actor.id,
        target: entry.target,
        details: JSON.stringify(entry.details),
        hash,
      })
      .execute();
    await db
      .updateTable('audit_heads')
      .set({ hash, end_mark: endMarkOf(log, sequence, hash) })
      .where('log', '=', log)
      .execute();
  }

  return {
    // The head's row lets one in at a time, each after what the one before it wrote.
    append: (entry) => transact(db, (inside) => appendIn(inside, entry), 'read committed'),

    async page(applicationId, { limit, beforeSequence }) {
      let query = db
        .selectFrom('audit_entries')
        .selectAll()
        .where('log', '=', applicationId ?? installationLog)
        .orderBy('sequence', 'desc')
        .limit(limit);
      if (beforeSequence !== null) query = query.where('sequence', '<', beforeSequence);
      return (await query.execute()).map(auditEntryFromRow);
    },

    async logs() {
      const rows = await db.selectFrom('audit_heads').select('log').orderBy('log').execute();
      return rows.map(({ log }) => (log === installationLog ? null : log));
    },

    async check(applicationId) {
      const log = applicationId ?? installationLog;
      const head = await db.selectFrom('audit_heads').selectAll().where('log', '=', log).executeTakeFirst();
      // Entries that were added after this look are not part of the check.
      const last = head?.sequence ?? 0;
      let previous: Uint8Array = rootHash;
      for (let checked = 0; checked < last;) {
        const rows = await db
          .selectFrom('audit_entries')
          .selectAll()
          .where('log', '=', log)
          .where('sequence', '>', checked)
          .where('sequence', '<=', last)
          .orderBy('sequence')
          .limit(checkedAtOnce)
          .execute();
        if (rows.length === 0) return { status: 'broken', entries: last, atSequence: checked + 1 };
        for (const row of rows) {
          const intact =
            row.sequence === checked + 1 &&
            isEntry(row) &&
            hashOf(previous, auditEntryFromRow(row)).equals(Buffer.from(row.hash));
          if (!intact) return { status: 'broken', entries: last, atSequence: checked + 1 };
          previous = row.hash;
          checked = row.sequence;
        }
      }
      const headIntact =
        head === undefined ||
        (Buffer.from(head.hash).equals(Buffer.from(previous)) &&
          Buffer.from(head.end_mark).equals(endMarkOf(log, last, previous)));
      return headIntact ? { status: 'whole', entries: last } : { status: 'broken', entries: last, atSequence: last };
    },
  };
}

/** A fixed order of everything that an entry says. */
const canonical = ({ sequence, applicationId, mode, atEpochMs, action, actor, target, details }: AuditEntry) => [
  sequence,
  applicationId,
  mode,
  atEpochMs,
  action,
  actor.kind,
  actor.id,
  target,
  Object.entries(details).sort(([a], [b]) => (a < b ? -1 : 1)),
];

const asEntry = (row: Selectable<Database['audit_entries']>): unknown => ({
  sequence: row.sequence,
  applicationId: row.log === installationLog ? null : row.log,
  mode: row.mode,
  atEpochMs: row.at,
  action: row.action,
  actor: { kind: row.actor_kind, id: row.actor_id },
  target: row.target,
  details: JSON.parse(row.details) as unknown,
});

/** The entry that a row tells. */
export const auditEntryFromRow = (row: Selectable<Database['audit_entries']>): AuditEntry =>
  auditEntrySchema.parse(asEntry(row));

/** Whether a row can be an entry at all: a check of altered data must not throw. */
function isEntry(row: Selectable<Database['audit_entries']>): boolean {
  try {
    return auditEntrySchema.safeParse(asEntry(row)).success;
  } catch {
    return false;
  }
}
