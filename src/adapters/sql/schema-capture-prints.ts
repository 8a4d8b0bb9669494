import type { Mode } from '#domain/access.js';

export interface CapturePrintsTable {
  id: string;
  application_id: string;
  mode: Mode;
  session_id: string;
  created_at: number;
  data_key_id: string | null;
  /** Small pictures of a film's frames, sealed under the data key; null: of a still. */
  sealed_print: Uint8Array | null;
}

/** Keyed hashes of what pictures that are alike have in common. */
export interface CapturePrintValuesTable {
  print_id: string;
  hash: Uint8Array;
}
