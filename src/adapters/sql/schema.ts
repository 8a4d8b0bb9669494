import type { ColumnType } from 'kysely';
import type { CapturePrintsTable, CapturePrintValuesTable } from '#adapters/sql/schema-capture-prints.js';
import type { JobsTable } from '#adapters/sql/schema-jobs.js';
import type {
  WebhookAttemptsTable,
  WebhookCallbackSecretsTable,
  WebhookDeliveriesTable,
  WebhookEndpointsTable,
} from '#adapters/sql/schema-webhooks.js';
import type {
  ReviewVotesTable,
  SignInTriesTable,
  UserRecoveryCodesTable,
  UserSessionsTable,
  UsersTable,
} from '#adapters/sql/schema-users.js';
import type { Mode } from '#domain/access.js';
import type { SessionLookupsTable, SessionsTable } from '#adapters/sql/schema-sessions.js';

/** The tables as Kysely sees them, equal on SQLite and PostgreSQL. Times are milliseconds since 1970. */
export interface Database {
  installation: InstallationTable;
  applications: ApplicationsTable;
  api_keys: ApiKeysTable;
  data_keys: DataKeysTable;
  verifications: VerificationsTable;
  verification_lookups: VerificationLookupsTable;
  idempotent_answers: IdempotentAnswersTable;
  usage: UsageTable;
  rate_limits: RateLimitsTable;
  audit_entries: AuditEntriesTable;
  audit_heads: AuditHeadsTable;
  reviews: ReviewsTable;
  sessions: SessionsTable;
  session_lookups: SessionLookupsTable;
  capture_prints: CapturePrintsTable;
  capture_print_values: CapturePrintValuesTable;
  jobs: JobsTable;
  webhook_endpoints: WebhookEndpointsTable;
  webhook_callback_secrets: WebhookCallbackSecretsTable;
  webhook_deliveries: WebhookDeliveriesTable;
  webhook_attempts: WebhookAttemptsTable;
  files: FilesTable;
  file_uses: FileUsesTable;
  template_numbers: TemplateNumbersTable;
  templates: TemplatesTable;
  template_samples: TemplateSamplesTable;
  template_deletions: TemplateDeletionsTable;
  users: UsersTable;
  sign_in_tries: SignInTriesTable;
  user_recovery_codes: UserRecoveryCodesTable;
  user_sessions: UserSessionsTable;
  review_votes: ReviewVotesTable;
  policies: PoliciesTable;
}

/** What calibrations found; rows are only ever added. */
interface PoliciesTable {
  name: string;
  version: number;
  created_at: number;
  /** JSON. */
  body: string;
}

/** One row: the secret of this installation, from which the keyed hashes derive. */
interface InstallationTable {
  id: string;
  created_at: number;
  master_key_id: string;
  sealed_secret: Uint8Array;
  /** Id of the face recogniser that a server ran with last; null: none told yet. */
  served_recogniser: ColumnType<string | null, string | null | undefined, string | null>;
}

interface ApplicationsTable {
  id: string;
  name: string;
  created_at: number;
  /** JSON; what is left out has its default. */
  settings: string;
  token_balance: ColumnType<number, number | undefined, number>;
}

interface ApiKeysTable {
  id: string;
  application_id: string;
  kind: string;
  mode: string;
  name: string;
  /** JSON array of scopes. */
  scopes: string;
  secret_hash: Uint8Array;
  created_at: number;
  revoked_at: number | null;
  succeeds_key_id: string | null;
}

/** The key of one record, wrapped by the master key. Deleting the row destroys what it sealed. */
interface DataKeysTable {
  id: string;
  application_id: string;
  master_key_id: string;
  wrapped_key: Uint8Array;
  created_at: number;
}

interface VerificationsTable {
  id: string;
  application_id: string;
  api_key_id: string;
  mode: Mode;
  dialect: string;
  operation: string;
  created_at: number;
  status: string;
  failure_code: string | null;
  failure_subject: string | null;
  failure_detail: string | null;
  /** Null: nothing was decided, or it was erased, or stored before this was kept. */
  decision: string | null;
  /** Codes of the decision's reasons, joined by spaces. */
  reasons: string | null;
  duration_ms: number | null;
  session_id: string | null;
  data_key_id: string | null;
  /** JSON, sealed under the data key. */
  sealed_result: Uint8Array | null;
  /** JSON, sealed under the same key; null: the caller said nothing of the person. */
  sealed_context: Uint8Array | null;
  erased_at: number | null;
}

/** Keyed hashes by which a verification is found again. */
interface VerificationLookupsTable {
  verification_id: string;
  application_id: string;
  name: string;
  hash: Uint8Array;
}

/** A claim of an Idempotency-Key, and the answer once there is one. */
interface IdempotentAnswersTable {
  application_id: string;
  mode: Mode;
  /** Keyed hash of the caller's key. */
  key_hash: Uint8Array;
  fingerprint: string;
  claim_id: string;
  lease_until: number;
  expires_at: number;
  data_key_id: string | null;
  /** JSON, sealed under the data key. */
  sealed_answer: Uint8Array | null;
  /** What the answer is about: erasing that destroys it too. */
  subject_kind: string | null;
  subject_id: string | null;
}

interface UsageTable {
  application_id: string;
  mode: Mode;
  api_key_id: string;
  day: string;
  operation: string;
  calls: number;
  tokens: number;
}

interface RateLimitsTable {
  subject: string;
  /** Microseconds since 1970. */
  theoretical_arrival: number;
}

interface AuditEntriesTable {
  /** An application's id; empty for the installation's own log. */
  log: string;
  sequence: number;
  mode: string | null;
  at: number;
  action: string;
  actor_kind: string;
  actor_id: string | null;
  target: string | null;
  /** JSON; nothing about a person. */
  details: string;
  /** Keyed hash over the entry and the hash of the one before. */
  hash: Uint8Array;
}

/** The end of each log; its row is locked while an entry is added. */
interface AuditHeadsTable {
  log: string;
  sequence: number;
  hash: Uint8Array;
  /** Keyed hash over log, number and hash of the last entry: nobody else can say that an earlier entry is the last. */
  end_mark: Uint8Array;
}

interface ReviewsTable {
  verification_id: string;
  application_id: string;
  mode: Mode;
  opened_at: number;
  decided_at: number | null;
  decision: string | null;
  data_key_id: string | null;
  /** Reviewer and reason: JSON, sealed under the data key. */
  sealed_words: Uint8Array | null;
}

interface FilesTable {
  id: string;
  application_id: string;
  mode: Mode;
  class: string;
  role: string;
  content_type: string;
  size_bytes: number;
  created_at: number;
  expires_at: number | null;
  verification_id: string | null;
  session_id: string | null;
  /** Keyed hash of the template's id, in hex: callers choose those, and may choose a name. */
  template_id: string | null;
  blob_name: string;
  data_key_id: string;
  /** JSON with the key of the content and the name, sealed under the data key. */
  sealed_secrets: Uint8Array;
}

/** Verifications that a file was used for without belonging to them. */
interface FileUsesTable {
  file_id: string;
  verification_id: string;
}

/** One row, made with the first number: the last that a template, a sample or a change of one was given. */
interface TemplateNumbersTable {
  id: string;
  last: number;
  /** Deletions up to this number are no longer listed. */
  swept: number;
}

interface TemplatesTable {
  number: number;
  application_id: string;
  mode: Mode;
  /** Keyed hash of the id, which a caller may have chosen. */
  id_hash: Uint8Array;
  user_hash: Uint8Array | null;
  created_at: number;
  updated_at: number;
  change_number: number;
  data_key_id: string;
  /** JSON with the id, sealed under the data key. */
  sealed_description: Uint8Array;
}

interface TemplateSamplesTable {
  number: number;
  id: string;
  template_number: number;
  digest: string;
  quality: number;
  created_at: number;
  image_file_id: string | null;
  /** Float32, little-endian, sealed under the template's data key. */
  sealed_vector: Uint8Array;
}

interface TemplateDeletionsTable {
  change_number: number;
  template_number: number;
  application_id: string;
  mode: Mode;
  deleted_at: number;
}
