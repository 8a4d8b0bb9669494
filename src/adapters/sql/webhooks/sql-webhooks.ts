import type { Kysely } from 'kysely';
import type { Database } from '#adapters/sql/schema.js';
import type { SqlRecordsOptions } from '#adapters/sql/sql-records-options.js';
import { sqlCallbackSecrets } from '#adapters/sql/webhooks/sql-callback-secrets.js';
import { sqlWebhookDeliveries } from '#adapters/sql/webhooks/sql-webhook-deliveries.js';
import { sqlWebhookEndpoints } from '#adapters/sql/webhooks/sql-webhook-endpoints.js';
import type { WebhookRecords } from '#ports/webhook-records.js';

export const sqlWebhooks = (db: Kysely<Database>, options: SqlRecordsOptions): WebhookRecords => ({
  endpoints: sqlWebhookEndpoints(db, options),
  callbackSecrets: sqlCallbackSecrets(db, options),
  deliveries: sqlWebhookDeliveries(db, options),
});
