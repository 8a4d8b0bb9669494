import type { Kysely, Selectable, Updateable } from 'kysely';
import { z } from 'zod';
import { grantSchema } from '#domain/user.js';
import type { Database } from '#adapters/sql/schema.js';
import type { SqlRecordsOptions } from '#adapters/sql/sql-records-options.js';
import { transact } from '#adapters/sql/transact.js';
import { sqlUserSessions } from '#adapters/sql/users/sql-user-sessions.js';
import { userSealing } from '#adapters/sql/users/user-sealing.js';
import { userKinds, type UserRecord, type UserRecords } from '#ports/user-records.js';

const kindSchema = z.enum(userKinds);
const grantsSchema = z.array(grantSchema);

/** What the clocks of servers that share a database may differ by. */
const clockSkewMs = 60_000;

export function sqlUsers(db: Kysely<Database>, { keyedHash }: Pick<SqlRecordsOptions, 'keyedHash'>): UserRecords {
  const sealing = userSealing(keyedHash);

  const selected = () =>
    db
      .selectFrom('users')
      .leftJoin('sign_in_tries', 'sign_in_tries.identity_hash', 'users.identity_hash')
      .selectAll('users')
      .select('sign_in_tries.locked_until');
  const fromRow = (row: Selectable<Database['users']> & { locked_until: number | null }): UserRecord => ({
    id: row.id,
    kind: kindSchema.parse(row.kind),
    createdAtEpochMs: row.created_at,
    disabledAtEpochMs: row.disabled_at,
    lastSignInAtEpochMs: row.last_sign_in_at,
    invitationExpiresAtEpochMs: row.invitation_expires_at,
    lockedUntilEpochMs: row.locked_until,
    grants: grantsSchema.parse(JSON.parse(row.grants)),
    profile: sealing.openProfile(row.id, row.sealed_profile),
  });
  const one = async (column: 'id' | 'identity_hash' | 'invitation_hash', value: string | Buffer) => {
    const row = await selected().where(`users.${column}`, '=', value).executeTakeFirst();
    return row === undefined ? null : fromRow(row);
  };
  const update = async (id: string, change: Updateable<Database['users']>): Promise<boolean> => {
    const result = await db.updateTable('users').set(change).where('id', '=', id).executeTakeFirst();
    return result.numUpdatedRows > 0n;
  };
  /** The user is part of the hashed text: equal codes of two users have nothing in common. */
  const codeHash = (userId: string, code: string): Buffer => sealing.hash('recovery', JSON.stringify([userId, code]));

  return {
    ...sqlUserSessions(db, sealing),

    async add(user) {
      const result = await db
        .insertInto('users')
        .values({
          id: user.id,
          kind: user.kind,
          identity_hash: sealing.hash('identity', user.identity),
          created_at: user.createdAtEpochMs,
          disabled_at: null,
          last_sign_in_at: null,
          invitation_hash: null,
          invitation_expires_at: null,
          last_code_step: 0,
          grants: JSON.stringify(user.grants),
          sealed_profile: sealing.sealProfile(user.id, user.profile),
        })
        .onConflict((conflict) => conflict.column('identity_hash').doNothing())
        .executeTakeFirst();
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },
    find: (id) => one('id', id),
    findByIdentity: (identity) => one('identity_hash', sealing.hash('identity', identity)),
    findByInvitation: (token) => one('invitation_hash', sealing.hash('invitation', token)),
    async list() {
      const rows = await selected().orderBy('created_at').orderBy('id').execute();
      return rows.map(fromRow);
    },
    async count() {
      const { count } = await db
        .selectFrom('users')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    change: (id, { disabledAtEpochMs, lastSignInAtEpochMs, grants, profile, lastCodeStep }) =>
      update(id, {
        id,
        ...(disabledAtEpochMs !== undefined && { disabled_at: disabledAtEpochMs }),
        ...(lastSignInAtEpochMs !== undefined && { last_sign_in_at: lastSignInAtEpochMs }),
        ...(lastCodeStep !== undefined && { last_code_step: lastCodeStep }),
        ...(grants !== undefined && { grants: JSON.stringify(grants) }),
        ...(profile !== undefined && { sealed_profile: sealing.sealProfile(id, profile) }),
      }),
    setInvitation: (id, invitation) =>
      update(id, {
        invitation_hash: invitation === null ? null : sealing.hash('invitation', invitation.token),
        invitation_expires_at: invitation?.expiresAtEpochMs ?? null,
      }),

    takeTry: (identity, atEpochMs, lockForMs) =>
      transact(db, async (inside) => {
        const hash = sealing.hash('identity', identity);
        const row = await inside
          .selectFrom('sign_in_tries')
          .select(['tries', 'locked_until', 'last_try_at'])
          .where('identity_hash', '=', hash)
          .executeTakeFirst();
        const lockedUntil = row?.locked_until ?? null;
        // A lock of a clock that was ahead, and was set right, would last as long as it was wrong by.
        const isOfLater = row !== undefined && row.last_try_at > atEpochMs + clockSkewMs;
        if (lockedUntil !== null && lockedUntil > atEpochMs && !isOfLater) return lockedUntil;
        const tries = (row?.tries ?? 0) + 1;
        const lockMs = lockForMs(tries);
        const values = { tries, last_try_at: atEpochMs, locked_until: lockMs === 0 ? null : atEpochMs + lockMs };
        await inside
          .insertInto('sign_in_tries')
          .values({ identity_hash: hash, ...values })
          .onConflict((conflict) => conflict.column('identity_hash').doUpdateSet(values))
          .execute();
        return null;
      }),
    async clearTries(identity) {
      await db.deleteFrom('sign_in_tries').where('identity_hash', '=', sealing.hash('identity', identity)).execute();
    },
    async sweepTries(olderThanEpochMs, nowEpochMs) {
      const result = await db
        .deleteFrom('sign_in_tries')
        .where('last_try_at', '<', olderThanEpochMs)
        .where((where) => where.or([where('locked_until', 'is', null), where('locked_until', '<', nowEpochMs)]))
        .executeTakeFirst();
      return Number(result.numDeletedRows);
    },

    async useCodeStep(id, step) {
      const result = await db
        .updateTable('users')
        .set({ last_code_step: step })
        .where('id', '=', id)
        .where('last_code_step', '<', step)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    setRecoveryCodes: (id, codes) =>
      transact(db, async (inside) => {
        await inside.deleteFrom('user_recovery_codes').where('user_id', '=', id).execute();
        const rows = codes.map((code) => ({ user_id: id, hash: codeHash(id, code) }));
        if (rows.length > 0) await inside.insertInto('user_recovery_codes').values(rows).execute();
      }),
    async countRecoveryCodes(id) {
      const { count } = await db
        .selectFrom('user_recovery_codes')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('user_id', '=', id)
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    async useRecoveryCode(id, code) {
      const result = await db
        .deleteFrom('user_recovery_codes')
        .where('user_id', '=', id)
        .where('hash', '=', codeHash(id, code))
        .executeTakeFirst();
      return result.numDeletedRows > 0n;
    },
  };
}
