import type { DashboardUser, userCalls } from '#contract/dashboard/users.js';
import { toTime, toTimeOrNull } from '#contract/time.js';
import { answer, type DashboardHandlers } from '#http/dashboard/handler.js';
import type { DashboardPlace } from '#http/dashboard/dashboard-services.js';
import type { HttpDependencies } from '#http/dependencies.js';
import type { UserRecord } from '#ports/user-records.js';
import { setUpUrl, type InvitedUser } from '#services/users/user-administration.js';

/** Users of the dashboard, for those who may add them. */
export function userHandlers(
  { dashboard: { usersFor }, now }: HttpDependencies,
  { publicUrl }: DashboardPlace,
): DashboardHandlers<keyof typeof userCalls> {
  const toUser = (user: UserRecord): DashboardUser => ({
    id: user.id,
    name: user.profile.name,
    kind: user.kind,
    createdAt: toTime(user.createdAtEpochMs),
    lastSignInAt: toTimeOrNull(user.lastSignInAtEpochMs),
    state: stateOf(user),
    invitationExpiresAt: toTimeOrNull(user.invitationExpiresAtEpochMs),
    lockedUntil: toTimeOrNull((user.lockedUntilEpochMs ?? 0) > now() ? user.lockedUntilEpochMs : null),
    grants: [...user.grants],
  });
  const toInvitation = ({ user, token }: InvitedUser) => ({
    user: toUser(user),
    setUpUrl: setUpUrl(publicUrl(), token),
  });

  return {
    users: async ({ actor }) => answer({ data: (await usersFor(actor).list()).map(toUser) }),
    async addUser({ actor, body }) {
      const added = await usersFor(actor).add(body.name, body.grants);
      return added.ok ? answer(toInvitation(added.value)) : added;
    },
    async changeUser({ actor, parameters, body: { grants, disabled } }) {
      const changed = await usersFor(actor).change(parameters['id']!, {
        ...(grants !== undefined && { grants }),
        ...(disabled !== undefined && { disabled }),
      });
      return changed.ok ? answer(toUser(changed.value)) : changed;
    },
    async resetUser({ actor, parameters }) {
      const reset = await usersFor(actor).reset(parameters['id']!);
      return reset.ok ? answer(toInvitation(reset.value)) : reset;
    },
    signOutUser: ({ actor, parameters }) => usersFor(actor).signOut(parameters['id']!),
  };
}

function stateOf({ kind, disabledAtEpochMs, profile }: UserRecord): DashboardUser['state'] {
  if (disabledAtEpochMs !== null) return 'disabled';
  return kind === 'oidc' || profile.totpSecret !== null ? 'active' : 'invited';
}
