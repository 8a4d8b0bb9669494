/**
 * Where the process stands; `main/serve` moves it, every dialect and `/readyz` read it. `storage-unavailable`: it was ready,
 * and its database does not answer.
 */
export type ServerState = 'starting' | 'ready' | 'storage-unavailable' | 'draining';

export interface Readiness {
  readonly state: ServerState;
  /** There is hardly any room left to write to: what can be read still is, and traffic had better go elsewhere. */
  readonly storageIsFull?: boolean;
}

/** Seconds until a starting server is usually ready, a stopping one has a successor, or a look finds the storage back. */
export const notReadyRetrySeconds = 5;
