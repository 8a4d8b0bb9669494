import { Option, type Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { exitCodes } from '#cli/exit-codes.js';
import { UsageError } from '#cli/files.js';
import { textTable } from '#cli/text-table.js';
import { dashboardFailureDescriptions, type DashboardOutcome } from '#domain/dashboard-failure.js';
import { failureDescriptions } from '#domain/failure.js';
import { userNameSchema, userRoles, type UserRole } from '#domain/user.js';
import { withAdministration, type Administration } from '#main/administration.js';
import type { UserRecord } from '#ports/user-records.js';
import { setUpUrl, type InvitedUser } from '#services/users/user-administration.js';

export function registerUsers(program: Command, context: CliContext): void {
  const users = program.command('users').description('users of the dashboard');

  users
    .command('add')
    .description('add a user; the link for password and authenticator is shown this once')
    .argument('<name>', 'letters, digits and . _ - @ +')
    .addOption(new Option('--role <role>', 'what the user may do').choices(userRoles).makeOptionMandatory())
    .option('--app <id...>', 'at these applications only (default: at all)')
    .option('--json', 'print the user and the link as JSON')
    .action((name: string, options: { role: UserRole; app?: string[]; json?: true }) =>
      withAdministration(async (administration) => {
        const parsed = userNameSchema.safeParse(name);
        if (!parsed.success) throw new UsageError(`the name ${parsed.error.issues[0]!.message}`);
        const { role, app } = options;
        const grants =
          app === undefined ? [{ applicationId: null, role }] : app.map((id) => ({ applicationId: id, role }));
        printInvitation(done(await administration.users.add(name, grants)), administration, options, context);
      }),
    );

  users
    .command('list')
    .description('list the users')
    .option('--json', 'print them as JSON')
    .action((options: { json?: true }) =>
      withAdministration(async ({ users: administration }) => {
        const list = await administration.list();
        context.terminal.out(options.json ? JSON.stringify({ users: list.map(userJson) }, null, 2) : userTable(list));
      }),
    );

  for (const [command, disabled, description] of [
    ['disable', true, 'sign a user out, and let nobody in under the name'],
    ['enable', false, 'let a user that was disabled sign in again'],
  ] as const) {
    users
      .command(command)
      .description(description)
      .argument('<name>')
      .action((name: string) =>
        withAdministration(async (administration) => {
          const user = await named(administration, name, context);
          if (user === null) return;
          done(await administration.users.change(user.id, { disabled }));
          context.terminal.out(`${user.profile.name} is ${command}d`);
        }),
      );
  }

  users
    .command('reset')
    .description('take away password, authenticator and sessions; a new link is shown this once')
    .argument('<name>')
    .option('--json', 'print the user and the link as JSON')
    .action((name: string, options: { json?: true }) =>
      withAdministration(async (administration) => {
        const user = await named(administration, name, context);
        if (user === null) return;
        printInvitation(done(await administration.users.reset(user.id)), administration, options, context);
      }),
    );
}

async function named({ users }: Administration, name: string, context: CliContext): Promise<UserRecord | null> {
  const user = await users.findByName(name);
  if (user === null) {
    context.terminal.note(`there is no local user ${name}`);
    context.exitWith(exitCodes.negative);
  }
  return user;
}

/** What cannot be done is the operator's mistake, not a fault. */
function done<T>(outcome: DashboardOutcome<T>): T {
  if (outcome.ok) return outcome.value;
  const { code, detail } = outcome.failure;
  throw new UsageError(detail ?? { ...failureDescriptions, ...dashboardFailureDescriptions }[code]);
}

function printInvitation(
  { user, token }: InvitedUser,
  { publicUrl }: Administration,
  { json }: { json?: true },
  { terminal }: CliContext,
): void {
  const url = setUpUrl(publicUrl, token);
  terminal.out(
    json
      ? JSON.stringify({ ...userJson(user), setUpUrl: url }, null, 2)
      : `${url}\n\nFor ${user.profile.name} alone, once, until ${time(user.invitationExpiresAtEpochMs)}.\nThis is the only time that the link is shown.`,
  );
}

const time = (epochMs: number | null): string => (epochMs === null ? '' : new Date(epochMs).toISOString());

const stateOf = ({ kind, disabledAtEpochMs, profile }: UserRecord): string => {
  if (disabledAtEpochMs !== null) return 'disabled';
  return kind === 'oidc' || profile.totpSecret !== null ? 'active' : 'invited';
};

const userJson = (user: UserRecord) => ({
  id: user.id,
  name: user.profile.name,
  kind: user.kind,
  state: stateOf(user),
  grants: user.grants,
  createdAt: time(user.createdAtEpochMs),
  lastSignInAt: user.lastSignInAtEpochMs === null ? null : time(user.lastSignInAtEpochMs),
});

function userTable(list: readonly UserRecord[]): string {
  if (list.length === 0) return 'no users; add the first with: bonafide users add <name> --role admin';
  const rows = list.map((user) => [
    user.profile.name,
    user.kind,
    user.grants.map(({ applicationId, role }) => `${role} at ${applicationId ?? 'all'}`).join(', '),
    stateOf(user),
    time(user.lastSignInAtEpochMs),
  ]);
  return textTable([['name', 'kind', 'roles', 'state', 'last sign-in'], ...rows]);
}
