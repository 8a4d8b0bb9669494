import { Option, type Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { exitCodes } from '#cli/exit-codes.js';
import { textTable } from '#cli/text-table.js';
import { wholeNumber } from '#cli/whole-number.js';
import { modes, type Mode } from '#domain/access.js';
import { withAdministration, type Administration } from '#main/administration.js';
import type { Owner } from '#ports/owner.js';
import {
  deliveryStates,
  type DeliveryState,
  type WebhookDelivery,
  type WebhookEndpoint,
} from '#ports/webhook-records.js';
import { replayDelivery } from '#services/webhooks/replay-delivery.js';

interface OwnerOptions {
  readonly app?: string;
  readonly mode?: Mode;
  readonly json?: true;
}

interface DeliveryOptions extends OwnerOptions {
  readonly endpoint?: string;
  readonly state?: DeliveryState;
  readonly limit: number;
}

/** A delivery, and what its last attempt that failed came to: `status 500`, `timeout`; null where none did. */
interface ListedDelivery {
  readonly delivery: WebhookDelivery;
  readonly lastError: string | null;
}

export function registerWebhooks(program: Command, context: CliContext): void {
  const webhooks = program.command('webhooks').description('who is told of events, and what became of the messages');
  const ofOwner = (command: Command): Command =>
    command
      .option('--app <id>', 'of this application only')
      .addOption(new Option('--mode <mode>', 'of this mode only').choices(modes))
      .option('--json', 'print it as JSON');

  ofOwner(webhooks.command('endpoints').description('list the endpoints, without their secrets')).action(
    (options: OwnerOptions) =>
      withAdministration(async (administration) => {
        const list: WebhookEndpoint[] = [];
        for (const owner of await ownersOf(administration, options)) {
          list.push(...(await administration.records.webhooks.endpoints.list(owner)));
        }
        const printed = options.json
          ? JSON.stringify({ endpoints: list.map(endpointJson) }, null, 2)
          : endpointTable(list);
        context.terminal.out(printed);
      }),
  );

  ofOwner(webhooks.command('deliveries').description('list the messages, newest first, without their bodies'))
    .option('--endpoint <id>', 'to this endpoint only')
    .addOption(new Option('--state <state>', 'in this state only').choices(deliveryStates))
    .option('--limit <count>', 'how many at most', wholeNumber, 50)
    .action((options: DeliveryOptions) =>
      withAdministration(async (administration) => {
        const list = await listDeliveries(administration, options);
        const printed = options.json
          ? JSON.stringify({ deliveries: list.map(deliveryJson) }, null, 2)
          : deliveryTable(list);
        context.terminal.out(printed);
      }),
    );

  webhooks
    .command('replay')
    .description('have a message sent again by a running server: same id, same bytes, a new schedule')
    .argument('<id>', 'webhook-id, msg_…')
    .option('--json', 'print the delivery as JSON')
    .action((id: string, options: { json?: true }) =>
      withAdministration(async (administration) => {
        const replayed = await replayAnywhere(administration, id, context.now());
        if (options.json) {
          context.terminal.out(JSON.stringify({ id, replayed: replayed !== null, state: replayed?.state ?? null }));
        } else if (replayed !== null) context.terminal.out(`${id} is due at once`);
        else context.terminal.note(`there is no delivery ${id} that could be sent again`);
        if (replayed === null) context.exitWith(exitCodes.negative);
      }),
    );
}

/** The operator may see every application's. */
async function ownersOf({ records }: Administration, { app, mode }: OwnerOptions): Promise<Owner[]> {
  const applications = (await records.applications.list()).filter(({ id }) => app === undefined || id === app);
  const wanted = modes.filter((one) => mode === undefined || one === mode);
  return applications.flatMap(({ id }) => wanted.map((one) => ({ applicationId: id, mode: one })));
}

async function listDeliveries(administration: Administration, options: DeliveryOptions): Promise<ListedDelivery[]> {
  const { deliveries } = administration.records.webhooks;
  const { limit, endpoint, state } = options;
  const wanted = {
    limit,
    before: null,
    ...(endpoint !== undefined && { endpointId: endpoint }),
    ...(state !== undefined && { state }),
  };
  const found: WebhookDelivery[] = [];
  for (const owner of await ownersOf(administration, options)) found.push(...(await deliveries.page(owner, wanted)));
  const newest = found.sort((a, b) => b.createdAtEpochMs - a.createdAtEpochMs).slice(0, limit);
  const listed: ListedDelivery[] = [];
  for (const delivery of newest) {
    const failed = (await deliveries.attempts(delivery, delivery.id)).filter(({ outcome }) => outcome.failure !== null);
    const last = failed.at(-1)?.outcome;
    const ofAttempt = last?.failure === 'status' ? `status ${last.status}` : (last?.failure ?? null);
    listed.push({ delivery, lastError: ofAttempt ?? delivery.reason });
  }
  return listed;
}

async function replayAnywhere(
  administration: Administration,
  id: string,
  atEpochMs: number,
): Promise<WebhookDelivery | null> {
  for (const owner of await ownersOf(administration, {})) {
    const actor = { kind: 'operator', id: null } as const;
    const replayed = await replayDelivery(administration.records, owner, id, { actor, atEpochMs });
    if (replayed.ok) return replayed.value;
  }
  return null;
}

const time = (epochMs: number): string => new Date(epochMs).toISOString();
const timeOrNull = (epochMs: number | null): string | null => (epochMs === null ? null : time(epochMs));

const endpointJson = ({ createdAtEpochMs, disabledAtEpochMs, failingSinceEpochMs, ...endpoint }: WebhookEndpoint) => ({
  ...endpoint,
  createdAt: time(createdAtEpochMs),
  disabledAt: timeOrNull(disabledAtEpochMs),
  failingSince: timeOrNull(failingSinceEpochMs),
});

const deliveryJson = ({ delivery, lastError }: ListedDelivery) => ({
  id: delivery.id,
  applicationId: delivery.applicationId,
  mode: delivery.mode,
  endpointId: delivery.endpointId,
  event: delivery.eventType,
  eventId: delivery.eventId,
  subject: delivery.subject,
  createdAt: time(delivery.createdAtEpochMs),
  attempts: delivery.attempts,
  status: delivery.state,
  lastError,
  nextAttemptAt: timeOrNull(delivery.nextAttemptAtEpochMs),
  settledAt: timeOrNull(delivery.settledAtEpochMs),
});

function endpointTable(list: readonly WebhookEndpoint[]): string {
  if (list.length === 0) return 'no endpoints';
  const rows = list.map((one) => [
    one.id,
    one.applicationId,
    one.mode,
    one.format,
    one.state === 'enabled' ? 'enabled' : `disabled: ${one.disabledReason ?? 'unknown'}`,
    String(one.failures),
    one.eventTypes.join(','),
    one.url,
  ]);
  return textTable([['id', 'application', 'mode', 'format', 'state', 'failures', 'events', 'url'], ...rows]);
}

function deliveryTable(list: readonly ListedDelivery[]): string {
  if (list.length === 0) return 'no deliveries';
  const rows = list.map(({ delivery, lastError }) => [
    delivery.id,
    delivery.endpointId ?? 'callback',
    delivery.eventType,
    String(delivery.attempts),
    delivery.state,
    lastError ?? '-',
    time(delivery.createdAtEpochMs),
  ]);
  return textTable([['id', 'endpoint', 'event', 'attempts', 'status', 'last error', 'created'], ...rows]);
}
