import type { Owner } from '#ports/owner.js';

/** By what a picture of a session is known again. As personal as the picture. */
export interface CapturePrint {
  /** UUID. */
  readonly id: string;
  readonly sessionId: string;
  readonly createdAtEpochMs: number;
  /** What pictures that are alike have in common; at most 200. Only keyed hashes of them are stored. */
  readonly values: readonly string[];
  /** Of a film: small pictures of its frames, sealed where they are stored. Null: of a still. */
  readonly print: Uint8Array | null;
}

/** One that shares values with what was asked for. */
export interface AlikePrint extends Omit<CapturePrint, 'values'> {
  /** How many of the values that were asked for. */
  readonly shared: number;
}

export interface CapturePrintRecords {
  add(owner: Owner, print: CapturePrint): Promise<void>;
  /** Those of other sessions that share at least one value: the most shared first, then the newest; at most `limit`. */
  alike(
    owner: Owner,
    values: readonly string[],
    options: { readonly notOfSession: string; readonly limit: number },
  ): Promise<AlikePrint[]>;
  /** Destroys those of a session with their keys. Gives how many. */
  eraseSession(owner: Owner, sessionId: string): Promise<number>;
  /** Destroys those made before then, of both modes, with their keys; at most `limit`. Gives how many. */
  destroyBefore(applicationId: string, createdBeforeEpochMs: number, limit: number): Promise<number>;
}
