import type { AuditEntry } from '#domain/audit.js';
import type { Readiness } from '#http/readiness.js';
import type { Admission } from '#services/admission.js';
import type { ApiKeys } from '#services/api-keys/api-keys.js';
import type { Applications } from '#services/applications.js';
import type { Records } from '#ports/records.js';
import type { Authenticate } from '#services/api-keys/authenticate.js';
import type { AssessFace } from '#services/assess-face.js';
import type { Idempotency } from '#services/idempotency.js';
import type { Limits } from '#services/limits.js';
import type { ReadDocument } from '#services/read-document.js';
import type { RemoveTemplate } from '#services/templates/remove-template.js';
import type { VerifyFaces } from '#services/verify-faces.js';
import type { HttpOut } from '#ports/http-out.js';
import type { Erase } from '#services/erase/erase.js';
import type { Sessions } from '#services/sessions/sessions.js';
import type { TemplateDeletion } from '#services/templates/delete-template.js';
import type { Enrol } from '#services/templates/enrol.js';
import type { Identify } from '#services/templates/identify.js';
import type { WebhookDeliveries } from '#services/webhooks/webhook-deliveries.js';
import type { WebhookEndpoints } from '#services/webhooks/webhook-endpoints.js';
import type { Files } from '#services/files/files.js';
import type { Uploads } from '#services/files/uploads.js';
import type { AssessFaceLiveness } from '#services/assess-face-liveness.js';
import type { CheckIdentity } from '#services/check-identity.js';
import type { CompareTwoFaces } from '#services/compare-two-faces.js';
import type { DetectFaces } from '#services/detect-faces.js';
import type { JudgeDocumentPresence } from '#services/document-presence.js';
import type { FetchPicture } from '#services/fetch-picture.js';
import type { VerifyIdentity } from '#services/verify-identity.js';

/** What the HTTP layer needs of the rest of the server. */
export interface HttpDependencies {
  readonly authenticate: Authenticate;
  readonly admission: Admission;
  readonly limits: Limits;
  readonly idempotency: Idempotency;
  readonly verifyIdentity: VerifyIdentity;
  readonly readDocument: ReadDocument;
  readonly verifyFaces: VerifyFaces;
  readonly assessFace: AssessFace;
  readonly checkIdentity: CheckIdentity;
  readonly detectFaces: DetectFaces;
  readonly compareTwoFaces: CompareTwoFaces;
  readonly assessFaceLiveness: AssessFaceLiveness;
  readonly judgeDocumentPresence: JudgeDocumentPresence;
  readonly fetchPicture: FetchPicture;
  readonly readiness: Readiness;
  readonly records: Records;
  readonly apiKeysFor: (actor: AuditEntry['actor']) => ApiKeys;
  readonly applicationsFor: (actor: AuditEntry['actor']) => Applications;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly files: Files;
  readonly uploads: Uploads;
  readonly erase: Erase;
  readonly sessions: Sessions;
  readonly enrol: Enrol;
  readonly identify: Identify;
  readonly templateDeletion: TemplateDeletion;
  readonly removeTemplate: RemoveTemplate;
  readonly webhooksFor: (actor: AuditEntry['actor']) => {
    readonly endpoints: WebhookEndpoints;
    readonly deliveries: WebhookDeliveries;
  };
  readonly httpOut: HttpOut;
}
