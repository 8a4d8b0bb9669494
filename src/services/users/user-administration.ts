import { randomUUID } from 'node:crypto';
import type { AuditEntry } from '#domain/audit.js';
import { refuse, type DashboardOutcome } from '#domain/dashboard-failure.js';
import { roleAt, type Grant } from '#domain/user.js';
import type { Records } from '#ports/records.js';
import type { UserRecord } from '#ports/user-records.js';
import { newSecret } from '#services/sessions/session-token.js';
import { noteUser } from '#services/users/user-dependencies.js';
import { localIdentity } from '#services/users/user-identity.js';

/** Time to follow a set-up link. */
const invitationMs = 3 * 24 * 60 * 60_000;

export interface InvitedUser {
  readonly user: UserRecord;
  /** For the set-up link; stored as a keyed hash alone. */
  readonly token: string;
}

/** Where a set-up link leads. The token stands behind the `#`: no server, proxy or log sees it. */
export const setUpUrl = (publicUrl: string, token: string): string => `${publicUrl}/dashboard/set-up#${token}`;

/** What admins, and the operator at the command line, do with users. Everything stands in the installation's audit log. */
export interface UserAdministration {
  list(): Promise<UserRecord[]>;
  /** Failures `user-name-taken`, `request-invalid` (an application that is none). */
  add(name: string, grants: readonly Grant[]): Promise<DashboardOutcome<InvitedUser>>;
  /** Signs the user out where it takes something away. Failures `not-found`, `request-invalid`, `user-not-local`, `last-admin`. */
  change(
    id: string,
    change: { readonly grants?: readonly Grant[]; readonly disabled?: boolean },
  ): Promise<DashboardOutcome<UserRecord>>;
  /** Takes away password, second factor and sessions. Failures `not-found`, `user-not-local`. */
  reset(id: string): Promise<DashboardOutcome<InvitedUser>>;
  /** Everywhere. Failure `not-found`. */
  signOut(id: string): Promise<DashboardOutcome<null>>;
  /** By name, for the command line. */
  findByName(name: string): Promise<UserRecord | null>;
}

const notFound = { ok: false, failure: { code: 'not-found' } } as const;

export function createUserAdministration(dependencies: {
  readonly records: Records;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly actor: AuditEntry['actor'];
}): UserAdministration {
  const { records, now, actor } = dependencies;

  const unknownApplication = async (
    inside: Records,
    grants: readonly Grant[],
  ): Promise<DashboardOutcome<never> | null> => {
    for (const { applicationId } of grants) {
      if (applicationId !== null && (await inside.applications.find(applicationId)) === null) {
        return { ok: false, failure: { code: 'request-invalid', detail: 'grants: no such application' } };
      }
    }
    return null;
  };
  const invite = async (inside: Records, id: string): Promise<InvitedUser> => {
    const token = newSecret();
    await inside.users.setInvitation(id, { token, expiresAtEpochMs: now() + invitationMs });
    return { user: (await inside.users.find(id))!, token }; // it is there within this transaction
  };

  return {
    list: () => records.users.list(),
    findByName: (name) => records.users.findByIdentity(localIdentity(name)),

    add: (name, grants) =>
      records.inTransaction(async (inside): Promise<DashboardOutcome<InvitedUser>> => {
        const unknown = await unknownApplication(inside, grants);
        if (unknown !== null) return unknown;
        const id = randomUUID();
        const added = await inside.users.add({
          id,
          kind: 'local',
          identity: localIdentity(name),
          createdAtEpochMs: now(),
          grants,
          profile: { name, passwordHash: null, totpSecret: null, pendingTotpSecret: null },
        });
        if (!added) return refuse('user-name-taken');
        await noteUser(inside, { atEpochMs: now(), action: 'user.added', actor, target: id, details: rolesOf(grants) });
        return { ok: true, value: await invite(inside, id) };
      }),

    change: (id, { grants, disabled }) =>
      records.inTransaction(async (inside): Promise<DashboardOutcome<UserRecord>> => {
        const user = await inside.users.find(id);
        if (user === null) return notFound;
        if (grants !== undefined && user.kind === 'oidc') return refuse('user-not-local');
        const unknown = await unknownApplication(inside, grants ?? []);
        if (unknown !== null) return unknown;
        const disabledAtEpochMs = disabled === undefined ? user.disabledAtEpochMs : disabled ? now() : null;
        const changed = { ...user, grants: grants ?? user.grants, disabledAtEpochMs };
        if (mayAddUsers(user) && !mayAddUsers(changed)) {
          const others = (await inside.users.list()).filter((other) => other.id !== id);
          if (!others.some(mayAddUsers)) return refuse('last-admin');
        }
        await inside.users.change(id, { grants: changed.grants, disabledAtEpochMs });
        // Also where it gives something: a session begins with the rights that it will have.
        await inside.users.endSessionsOf(id);
        const details = { disabled: disabledAtEpochMs !== null, ...rolesOf(changed.grants) };
        await noteUser(inside, { atEpochMs: now(), action: 'user.changed', actor, target: id, details });
        return { ok: true, value: changed };
      }),

    reset: (id) =>
      records.inTransaction(async (inside): Promise<DashboardOutcome<InvitedUser>> => {
        const user = await inside.users.find(id);
        if (user === null) return notFound;
        if (user.kind !== 'local') return refuse('user-not-local');
        const profile = { ...user.profile, passwordHash: null, totpSecret: null, pendingTotpSecret: null };
        await inside.users.change(id, { profile });
        await inside.users.setRecoveryCodes(id, []);
        await inside.users.endSessionsOf(id);
        await inside.users.clearTries(localIdentity(user.profile.name));
        await noteUser(inside, { atEpochMs: now(), action: 'user.reset', actor, target: id });
        return { ok: true, value: await invite(inside, id) };
      }),

    signOut: (id) =>
      records.inTransaction(async (inside): Promise<DashboardOutcome<null>> => {
        if ((await inside.users.find(id)) === null) return notFound;
        const sessions = await inside.users.endSessionsOf(id);
        await noteUser(inside, {
          atEpochMs: now(),
          action: 'user.signed-out',
          actor,
          target: id,
          details: { sessions },
        });
        return { ok: true, value: null };
      }),
  };
}

/** Who may add users, and can sign in or is about to. */
const mayAddUsers = ({ grants, disabledAtEpochMs }: Pick<UserRecord, 'grants' | 'disabledAtEpochMs'>): boolean =>
  disabledAtEpochMs === null && roleAt(grants, null) === 'admin';

/** For the log: `role:app_… role:all`. */
const rolesOf = (grants: readonly Grant[]): AuditEntry['details'] => ({
  roles: grants.map(({ applicationId, role }) => `${role}:${applicationId ?? 'all'}`).join(' '),
});
