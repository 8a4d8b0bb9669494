import type { Mode } from '#domain/access.js';

/** Work for later. What is done is deleted. */
export interface JobsTable {
  id: string;
  queue: string;
  /** Null once given up. */
  unique_key: string | null;
  /** Null: for the installation. */
  application_id: string | null;
  mode: Mode | null;
  created_at: number;
  /** When it is due, or when the lease of whoever has it ends; null: given up. */
  available_at: number | null;
  claims: number;
  /** Claims in a row that ended in a fault. */
  faults: number;
  /** Of the last claim, as long as that one may hold it. */
  claim_id: string | null;
  worker_id: string | null;
  failed_at: number | null;
  data_key_id: string | null;
  /** JSON, sealed under the data key. */
  sealed_payload: Uint8Array | null;
}
