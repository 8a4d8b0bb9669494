import type { AuditAction, AuditEntry } from '#domain/audit.js';
import type { EventType, WebhookFormat } from '#domain/event.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { HttpOut } from '#ports/http-out.js';
import type { Owner, Records } from '#ports/records.js';
import type { WebhookEndpoint } from '#ports/webhook-records.js';
import { newWebhookId } from '#services/webhooks/publish-event.js';
import { firstSecrets, rotated } from '#services/webhooks/sign.js';

export interface NewWebhookEndpoint {
  readonly url: string;
  readonly format: WebhookFormat;
  /** At least one. */
  readonly eventTypes: readonly EventType[];
}

/** What is left out stays. `enabled`: with a clean slate, whatever it was disabled for. */
export interface WebhookEndpointChange extends Partial<NewWebhookEndpoint> {
  readonly state?: WebhookEndpoint['state'];
}

/** A secret that is shown this once. */
export interface ShownSecret {
  /** `whsec_…` */
  readonly secret: string;
  /** Until then the one before it signs as well; null: there is none before it. */
  readonly previousValidUntilEpochMs: number | null;
}

/** What becomes durable with what was made, or not at all. */
export type SettleEndpoint<Made> = (inside: Records, made: Made) => Promise<void>;

/** An endpoint with its secret, which is shown this once. */
export interface CreatedWebhookEndpoint {
  readonly endpoint: WebhookEndpoint;
  readonly secret: string;
}

/**
 * The receivers of an application and mode. Every change stands in the audit log. Failures: `not-found`; `url-refused` for an address that may not be called;
 * `request-invalid` for no event types, or one endpoint too many.
 */
export interface WebhookEndpoints {
  create(
    owner: Owner,
    endpoint: NewWebhookEndpoint,
    settle?: SettleEndpoint<CreatedWebhookEndpoint>,
  ): Promise<Outcome<CreatedWebhookEndpoint>>;
  /** Oldest first. */
  list(owner: Owner): Promise<WebhookEndpoint[]>;
  find(owner: Owner, id: string): Promise<Outcome<WebhookEndpoint>>;
  change(owner: Owner, id: string, change: WebhookEndpointChange): Promise<Outcome<WebhookEndpoint>>;
  /** Makes a new secret; for a day the present one signs beside it. */
  rotateSecret(owner: Owner, id: string, settle?: SettleEndpoint<ShownSecret>): Promise<Outcome<ShownSecret>>;
  /** Lets it be told of events again, whatever it was disabled for. */
  enable(owner: Owner, id: string): Promise<Outcome<WebhookEndpoint>>;
  disable(owner: Owner, id: string): Promise<Outcome<WebhookEndpoint>>;
  /** Its deliveries stay listed; those still pending are cancelled when their time comes. */
  remove(owner: Owner, id: string): Promise<Outcome<null>>;
  /**
   * The secret that signs callbacks, made here where there is none yet. Null where it was shown before: rotate it to see
   * one again.
   */
  showCallbackSecret(owner: Owner): Promise<string | null>;
  rotateCallbackSecret(owner: Owner, settle?: SettleEndpoint<ShownSecret>): Promise<ShownSecret>;
}

const dayMs = 86_400_000;
/** Every event is written and sent once for each of them. */
const mostEndpoints = 50;

export function createWebhookEndpoints(dependencies: {
  readonly records: Records;
  readonly httpOut: Pick<HttpOut, 'checkTarget'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Who asks; the operator, unless told otherwise. */
  readonly actor?: AuditEntry['actor'];
}): WebhookEndpoints {
  const { records, httpOut, now, actor = { kind: 'operator', id: null } } = dependencies;
  const { endpoints } = records.webhooks;
  const notFound = fail({ code: 'not-found' });

  /** Null: nothing speaks against it. */
  const refusal = ({ url, eventTypes }: Partial<NewWebhookEndpoint>) => {
    const checked = url === undefined ? null : httpOut.checkTarget(url, 'webhook');
    if (checked !== null && !checked.ok) return checked;
    if (eventTypes !== undefined && eventTypes.length === 0) {
      return fail({ code: 'request-invalid', detail: 'an endpoint wants at least one type of event' });
    }
    return null;
  };

  async function find(owner: Owner, id: string): Promise<Outcome<WebhookEndpoint>> {
    const endpoint = await endpoints.find(owner, id);
    return endpoint === null ? notFound : ok(endpoint);
  }

  /** Never an address or a secret: an address may carry a token. */
  const note = (
    inside: Records,
    owner: Owner,
    action: AuditAction,
    target: string | null,
    details: AuditEntry['details'] = {},
  ): Promise<unknown> => inside.audit.append({ ...ownerOf(owner), atEpochMs: now(), action, actor, target, details });

  async function change(owner: Owner, id: string, asked: WebhookEndpointChange): Promise<Outcome<WebhookEndpoint>> {
    const { state, ...fields } = asked;
    const refused = refusal(fields);
    if (refused !== null) return refused;
    return records.inTransaction(async (inside) => {
      const inTransaction = inside.webhooks.endpoints;
      if ((await inTransaction.find(owner, id)) === null) return notFound;
      if (Object.keys(fields).length > 0) await inTransaction.change(owner, id, fields);
      if (state === 'enabled') await inTransaction.enable(owner, id);
      if (state === 'disabled') await inTransaction.disable(owner, id, 'operator', now());
      const details = { changed: Object.keys(asked).sort().join(' '), ...(state !== undefined && { state }) };
      await note(inside, owner, 'webhook-endpoint.changed', id, details);
      return ok((await inTransaction.find(owner, id))!); // found above, in the same transaction
    });
  }

  return {
    async create(owner, { url, format, eventTypes }, settle) {
      const refused = refusal({ url, eventTypes });
      if (refused !== null) return refused;
      const endpoint: WebhookEndpoint = {
        id: newWebhookId('we'),
        applicationId: owner.applicationId,
        mode: owner.mode,
        createdAtEpochMs: now(),
        url,
        format,
        eventTypes: [...new Set(eventTypes)],
        state: 'enabled',
        disabledReason: null,
        disabledAtEpochMs: null,
        failingSinceEpochMs: null,
        failures: 0,
      };
      const secrets = firstSecrets();
      const created = { endpoint, secret: secrets.current };
      const added = await records.inTransaction(async (inside) => {
        if ((await inside.webhooks.endpoints.list(owner)).length >= mostEndpoints) return false;
        await inside.webhooks.endpoints.add(endpoint, secrets);
        await note(inside, owner, 'webhook-endpoint.created', endpoint.id, { format });
        await settle?.(inside, created);
        return true;
      });
      if (added) return ok(created);
      return fail({ code: 'request-invalid', detail: `an application has at most ${mostEndpoints} endpoints` });
    },
    list: (owner) => endpoints.list(owner),
    find,
    change,
    rotateSecret: (owner, id, settle) =>
      records.inTransaction(async (inside) => {
        const opened = await inside.webhooks.endpoints.open(owner, id);
        if (opened === null) return notFound;
        const previousValidUntilEpochMs = now() + dayMs;
        const secrets = rotated(opened.secrets, previousValidUntilEpochMs);
        await inside.webhooks.endpoints.setSecrets(owner, id, secrets);
        await note(inside, owner, 'webhook-endpoint.secret-rotated', id);
        const shown = { secret: secrets.current, previousValidUntilEpochMs };
        await settle?.(inside, shown);
        return ok(shown);
      }),
    enable: (owner, id) => change(owner, id, { state: 'enabled' }),
    disable: (owner, id) => change(owner, id, { state: 'disabled' }),
    remove: (owner, id) =>
      records.inTransaction(async (inside) => {
        if (!(await inside.webhooks.endpoints.remove(owner, id))) return notFound;
        await note(inside, owner, 'webhook-endpoint.deleted', id);
        return ok(null);
      }),
    showCallbackSecret: (owner) =>
      records.inTransaction(async (inside) => {
        const { current } = await inside.webhooks.callbackSecrets.ensure(owner, firstSecrets(), now());
        return (await inside.webhooks.callbackSecrets.markShown(owner, now())) ? current : null;
      }),
    rotateCallbackSecret: (owner, settle) =>
      records.inTransaction(async (inside) => {
        const { callbackSecrets } = inside.webhooks;
        const previousValidUntilEpochMs = now() + dayMs;
        const present = await callbackSecrets.ensure(owner, firstSecrets(), now());
        const secrets = rotated(present, previousValidUntilEpochMs);
        await callbackSecrets.replace(owner, secrets, now());
        await callbackSecrets.markShown(owner, now());
        await note(inside, owner, 'webhook-endpoint.secret-rotated', null, { of: 'callbacks' });
        const shown = { secret: secrets.current, previousValidUntilEpochMs };
        await settle?.(inside, shown);
        return shown;
      }),
  };
}

const ownerOf = ({ applicationId, mode }: Owner): Owner => ({ applicationId, mode });
