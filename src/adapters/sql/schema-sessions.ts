import type { Mode } from '#domain/access.js';

export interface SessionsTable {
  id: string;
  application_id: string;
  api_key_id: string;
  mode: Mode;
  kind: string;
  token_hash: Uint8Array;
  created_at: number;
  status: string;
  /** JSON array, in the order in which they run. */
  scopes: string;
  next_step: string | null;
  /** 0 or 1. */
  need_captcha: number;
  attempts: number;
  unusable_pictures: number;
  work_id: string | null;
  work_until: number | null;
  expires_at: number;
  ended_at: number | null;
  failure_code: string | null;
  /** JSON: keyed hashes of the cookies that the link is bound to. */
  claim: string;
  consented_at: number | null;
  version: number;
  data_key_id: string | null;
  /** JSON, sealed under the data key. */
  sealed_personal: Uint8Array | null;
  erased_at: number | null;
}

/** Keyed hashes by which a session is found again. */
export interface SessionLookupsTable {
  session_id: string;
  application_id: string;
  name: string;
  hash: Uint8Array;
}
