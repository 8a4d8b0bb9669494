/** Where the process stands; `main/lifecycle` moves it, every dialect and `/readyz` read it. */
export type ServerState = 'starting' | 'ready' | 'draining';

export interface Readiness {
  readonly state: ServerState;
}
