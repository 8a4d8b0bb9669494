import type { Mode } from '#domain/access.js';

/** The tables as Kysely sees them, equal on SQLite and PostgreSQL. Times are milliseconds since 1970. */
export interface Database {
  installation: InstallationTable;
  applications: ApplicationsTable;
  api_keys: ApiKeysTable;
  data_keys: DataKeysTable;
  verifications: VerificationsTable;
  verification_lookups: VerificationLookupsTable;
}

/** One row: the secret of this installation, from which the keyed hashes derive. */
interface InstallationTable {
  id: string;
  created_at: number;
  master_key_id: string;
  sealed_secret: Uint8Array;
}

interface ApplicationsTable {
  id: string;
  name: string;
  created_at: number;
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
  operation: string;
  created_at: number;
  status: string;
  failure_code: string | null;
  failure_subject: string | null;
  data_key_id: string | null;
  /** JSON, sealed under the data key. */
  sealed_result: Uint8Array | null;
  erased_at: number | null;
}

/** Keyed hashes by which a verification is found again. */
interface VerificationLookupsTable {
  verification_id: string;
  application_id: string;
  name: string;
  hash: Uint8Array;
}
