import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import type { Database } from '#adapters/sql/schema.js';
import type { UserSealing } from '#adapters/sql/users/user-sealing.js';
import { userSessionStages, type UserRecords, type UserSession } from '#ports/user-records.js';

const stageSchema = z.enum(userSessionStages);

export function sqlUserSessions(
  db: Kysely<Database>,
  sealing: UserSealing,
): Pick<
  UserRecords,
  'addSession' | 'findSession' | 'sessionsOf' | 'seeSession' | 'endSession' | 'endSessionsOf' | 'sweepSessions'
> {
  const fromRow = (row: Selectable<Database['user_sessions']>): UserSession => ({
    id: row.id,
    userId: row.user_id,
    stage: stageSchema.parse(row.stage),
    createdAtEpochMs: row.created_at,
    lastSeenAtEpochMs: row.last_seen_at,
    expiresAtEpochMs: row.expires_at,
    origin: sealing.openOrigin(row.id, row.user_id, row.sealed_origin),
  });

  return {
    async addSession(session, secret) {
      await db
        .insertInto('user_sessions')
        .values({
          id: session.id,
          user_id: session.userId,
          secret_hash: sealing.hash('session', secret),
          stage: session.stage,
          created_at: session.createdAtEpochMs,
          last_seen_at: session.lastSeenAtEpochMs,
          expires_at: session.expiresAtEpochMs,
          sealed_origin: sealing.sealOrigin(session),
        })
        .execute();
    },
    async findSession(secret) {
      const row = await db
        .selectFrom('user_sessions')
        .selectAll()
        .where('secret_hash', '=', sealing.hash('session', secret))
        .executeTakeFirst();
      return row === undefined ? null : fromRow(row);
    },
    async sessionsOf(userId) {
      const rows = await db
        .selectFrom('user_sessions')
        .selectAll()
        .where('user_id', '=', userId)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .execute();
      return rows.map(fromRow);
    },
    async seeSession(id, atEpochMs) {
      await db
        .updateTable('user_sessions')
        .set({ last_seen_at: atEpochMs })
        .where('id', '=', id)
        .where('last_seen_at', '<', atEpochMs)
        .execute();
    },
    async endSession(userId, id) {
      const result = await db
        .deleteFrom('user_sessions')
        .where('user_id', '=', userId)
        .where('id', '=', id)
        .executeTakeFirst();
      return result.numDeletedRows > 0n;
    },
    async endSessionsOf(userId, but) {
      let query = db.deleteFrom('user_sessions').where('user_id', '=', userId);
      if (but !== undefined) query = query.where('id', '<>', but);
      const result = await query.executeTakeFirst();
      return Number(result.numDeletedRows);
    },
    async sweepSessions(nowEpochMs, notSeenSinceEpochMs) {
      const result = await db
        .deleteFrom('user_sessions')
        .where((where) =>
          where.or([where('expires_at', '<=', nowEpochMs), where('last_seen_at', '<=', notSeenSinceEpochMs)]),
        )
        .executeTakeFirst();
      return Number(result.numDeletedRows);
    },
  };
}
