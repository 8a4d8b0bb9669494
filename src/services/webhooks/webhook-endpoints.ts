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

/** A secret that is shown this once. */
export interface ShownSecret {
  /** `whsec_…` */
  readonly secret: string;
  /** Until then the one before it signs as well; null: there is none before it. */
  readonly previousValidUntilEpochMs: number | null;
}

/**
 * The receivers of an application and mode. Failures: `not-found`; `url-refused` for an address that may not be called;
 * `request-invalid` for no event types, or one endpoint too many.
 */
export interface WebhookEndpoints {
  create(
    owner: Owner,
    endpoint: NewWebhookEndpoint,
  ): Promise<Outcome<{ readonly endpoint: WebhookEndpoint; readonly secret: string }>>;
  /** Oldest first. */
  list(owner: Owner): Promise<WebhookEndpoint[]>;
  find(owner: Owner, id: string): Promise<Outcome<WebhookEndpoint>>;
  change(owner: Owner, id: string, change: Partial<NewWebhookEndpoint>): Promise<Outcome<WebhookEndpoint>>;
  /** Makes a new secret; the present one signs beside it for `overlapMs` (default: a day). */
  rotateSecret(owner: Owner, id: string, overlapMs?: number): Promise<Outcome<ShownSecret>>;
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
  rotateCallbackSecret(owner: Owner, overlapMs?: number): Promise<ShownSecret>;
}

const dayMs = 86_400_000;
/** Every event is written and sent once for each of them. */
const mostEndpoints = 50;

export function createWebhookEndpoints(dependencies: {
  readonly records: Records;
  readonly httpOut: Pick<HttpOut, 'checkTarget'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): WebhookEndpoints {
  const { records, httpOut, now } = dependencies;
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

  return {
    async create(owner, { url, format, eventTypes }) {
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
      const added = await records.inTransaction(async (inside) => {
        if ((await inside.webhooks.endpoints.list(owner)).length >= mostEndpoints) return false;
        await inside.webhooks.endpoints.add(endpoint, secrets);
        return true;
      });
      if (added) return ok({ endpoint, secret: secrets.current });
      return fail({ code: 'request-invalid', detail: `an application has at most ${mostEndpoints} endpoints` });
    },
    list: (owner) => endpoints.list(owner),
    find,
    async change(owner, id, change) {
      const refused = refusal(change);
      if (refused !== null) return refused;
      return (await endpoints.change(owner, id, change)) ? find(owner, id) : notFound;
    },
    rotateSecret: (owner, id, overlapMs = dayMs) =>
      records.inTransaction(async (inside) => {
        const opened = await inside.webhooks.endpoints.open(owner, id);
        if (opened === null) return notFound;
        const previousValidUntilEpochMs = now() + overlapMs;
        const secrets = rotated(opened.secrets, previousValidUntilEpochMs);
        await inside.webhooks.endpoints.setSecrets(owner, id, secrets);
        return ok({ secret: secrets.current, previousValidUntilEpochMs });
      }),
    async enable(owner, id) {
      return (await endpoints.enable(owner, id)) ? find(owner, id) : notFound;
    },
    async disable(owner, id) {
      return (await endpoints.disable(owner, id, 'operator', now())) ? find(owner, id) : notFound;
    },
    async remove(owner, id) {
      return (await endpoints.remove(owner, id)) ? ok(null) : notFound;
    },
    showCallbackSecret: (owner) =>
      records.inTransaction(async (inside) => {
        const { current } = await inside.webhooks.callbackSecrets.ensure(owner, firstSecrets(), now());
        return (await inside.webhooks.callbackSecrets.markShown(owner, now())) ? current : null;
      }),
    rotateCallbackSecret: (owner, overlapMs = dayMs) =>
      records.inTransaction(async (inside) => {
        const { callbackSecrets } = inside.webhooks;
        const previousValidUntilEpochMs = now() + overlapMs;
        const present = await callbackSecrets.ensure(owner, firstSecrets(), now());
        const secrets = rotated(present, previousValidUntilEpochMs);
        await callbackSecrets.replace(owner, secrets, now());
        await callbackSecrets.markShown(owner, now());
        return { secret: secrets.current, previousValidUntilEpochMs };
      }),
  };
}
