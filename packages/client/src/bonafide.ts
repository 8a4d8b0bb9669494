import type { List } from './pages.js';
import { applicationOf, auditOf, keysOf, type ApplicationCalls, type Keys } from './resources/administration.js';
import { erasuresOf, filesOf, uploadsOf, type Erasures, type Files, type Uploads } from './resources/files.js';
import { sessionsOf, type Sessions } from './resources/sessions.js';
import { templatesOf, type Templates } from './resources/templates.js';
import { reviewsOf, verificationsOf, type Verifications } from './resources/verifications.js';
import {
  webhookDeliveriesOf,
  webhookEndpointsOf,
  type WebhookDeliveries,
  type WebhookEndpoints,
} from './resources/webhooks.js';
import { createTransport, type BonafideOptions } from './transport.js';
import type { AuditEntry, WaitingReview } from './types.js';

/**
 * The calls of `/api/v2`. They throw BonafideError. 429 and 503 are retried; 500 and network faults too, for reads and for
 * calls that make something, which carry an Idempotency-Key and so are executed once.
 */
export class Bonafide {
  readonly verifications: Verifications;
  readonly reviews: List<WaitingReview>;
  readonly sessions: Sessions;
  readonly templates: Templates;
  readonly webhookEndpoints: WebhookEndpoints;
  readonly webhookDeliveries: WebhookDeliveries;
  readonly uploads: Uploads;
  readonly files: Files;
  readonly erasures: Erasures;
  readonly application: ApplicationCalls;
  readonly keys: Keys;
  readonly audit: List<AuditEntry>;

  constructor(options: BonafideOptions) {
    const transport = createTransport(options);
    this.verifications = verificationsOf(transport);
    this.reviews = reviewsOf(transport);
    this.sessions = sessionsOf(transport);
    this.templates = templatesOf(transport);
    this.webhookEndpoints = webhookEndpointsOf(transport);
    this.webhookDeliveries = webhookDeliveriesOf(transport);
    this.uploads = uploadsOf(transport);
    this.files = filesOf(transport);
    this.erasures = erasuresOf(transport);
    this.application = applicationOf(transport);
    this.keys = keysOf(transport);
    this.audit = auditOf(transport);
  }
}
