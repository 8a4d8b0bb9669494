import { Option, type Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { exitCodes } from '#cli/exit-codes.js';
import { UsageError } from '#cli/files.js';
import { onlyApplication } from '#cli/only-application.js';
import { textTable } from '#cli/text-table.js';
import { keyKinds, modes, scopes, type ApiKey, type KeyKind, type Mode, type Scope } from '#domain/access.js';
import { withAdministration, type Administration } from '#main/administration.js';
import { firstKeyScopes, KeyRequestError, type CreatedKey } from '#services/api-keys/api-keys.js';

interface CreateOptions {
  readonly app?: string;
  readonly newApp?: string;
  readonly name: string;
  readonly kind: KeyKind;
  readonly mode: Mode;
  readonly scope?: Scope[];
  readonly json?: true;
}

export function registerKeys(program: Command, context: CliContext): void {
  const keys = program.command('keys').description('applications and their API keys');

  keys
    .command('create')
    .description('make a key; its secret is shown this once')
    .option('--app <id>', 'the application it belongs to (default: the only one)')
    .option('--new-app <name>', 'make a new application of this name for it')
    .option('--name <name>', 'what the key is for', 'key')
    .addOption(new Option('--kind <kind>', 'publishable keys may stand in a page').choices(keyKinds).default('secret'))
    .addOption(new Option('--mode <mode>', 'test keys belong to the sandbox').choices(modes).default('live'))
    .addOption(
      new Option(
        '--scope <scope...>',
        `what it may do (default: ${firstKeyScopes.join(', ')}; of a publishable key: capture)`,
      ).choices(scopes),
    )
    .option('--json', 'print the key as JSON')
    .action((options: CreateOptions) =>
      withAdministration((administration) => create(administration, options, context)),
    );

  keys
    .command('list')
    .description('list the keys, without their secrets')
    .option('--app <id>', 'of this application only')
    .option('--json', 'print the keys as JSON')
    .action((options: { app?: string; json?: true }) =>
      withAdministration(async ({ apiKeys }) => {
        const list = await apiKeys.list(options.app);
        context.terminal.out(options.json ? JSON.stringify({ keys: list.map(keyJson) }, null, 2) : keyTable(list));
      }),
    );

  keys
    .command('rotate')
    .description('make a successor of a key; both work until the older one is revoked')
    .argument('<id>', 'the part of the key between its second and third underscore')
    .option('--json', 'print the successor as JSON')
    .action((id: string, options: { json?: true }) =>
      withAdministration(async ({ apiKeys }) =>
        printCreated(await refusedAsUsage(apiKeys.rotate(id)), options, context),
      ),
    );

  keys
    .command('revoke')
    .description('refuse a key from now on, on a running server too')
    .argument('<id>', 'the part of the key between its second and third underscore')
    .option('--json', 'print the outcome as JSON')
    .action((id: string, options: { json?: true }) =>
      withAdministration(async ({ apiKeys }) => {
        const revoked = await apiKeys.revoke(id);
        if (options.json) context.terminal.out(JSON.stringify({ id, revoked }));
        else if (revoked) context.terminal.out(`key ${id} is revoked`);
        else context.terminal.note(`there is no key ${id} that could be revoked`);
        if (!revoked) context.exitWith(exitCodes.negative);
      }),
    );
}

async function create(administration: Administration, options: CreateOptions, context: CliContext): Promise<void> {
  const { apiKeys } = administration;
  if (options.app !== undefined && options.newApp !== undefined)
    throw new UsageError('give --app or --new-app, not both');
  const { name, kind, mode, newApp } = options;
  const defaultScopes: readonly Scope[] = kind === 'publishable' ? ['capture'] : firstKeyScopes;
  const request = { name, kind, mode, scopes: options.scope ?? defaultScopes };
  const created =
    newApp === undefined
      ? apiKeys.create({ ...request, applicationId: options.app ?? (await onlyApplication(administration)) })
      : apiKeys.createApplicationWithKey(newApp, request).then((both) => both.created);
  printCreated(await refusedAsUsage(created), options, context);
}

const printCreated = ({ key, text }: CreatedKey, { json }: { json?: true }, { terminal }: CliContext): void =>
  terminal.out(
    json
      ? JSON.stringify({ ...keyJson(key), key: text }, null, 2)
      : `APP-ID   ${key.applicationId}\nAPP-KEY  ${text}\n\nThis is the only time that the key is shown.`,
  );

/** A key that cannot be is the operator's mistake, not a fault. */
async function refusedAsUsage<T>(made: Promise<T>): Promise<T> {
  try {
    return await made;
  } catch (error) {
    if (error instanceof KeyRequestError) throw new UsageError(error.message);
    throw error;
  }
}

const time = (epochMs: number): string => new Date(epochMs).toISOString();

const keyJson = ({ createdAtEpochMs, revokedAtEpochMs, ...key }: ApiKey) => ({
  ...key,
  createdAt: time(createdAtEpochMs),
  revokedAt: revokedAtEpochMs === null ? null : time(revokedAtEpochMs),
});

function keyTable(list: readonly ApiKey[]): string {
  if (list.length === 0) return 'no keys';
  const rows = list.map((key) => [
    key.id,
    key.applicationId,
    key.kind,
    key.mode,
    key.scopes.join(','),
    key.revokedAtEpochMs === null ? 'active' : `revoked ${time(key.revokedAtEpochMs)}`,
    key.name,
  ]);
  return textTable([['id', 'application', 'kind', 'mode', 'scopes', 'state', 'name'], ...rows]);
}
