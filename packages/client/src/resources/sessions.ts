import { listOf, type List, type PageQuery } from '../pages.js';
import type { CallOptions, CreateOptions, Transport } from '../transport.js';
import type { CreatedSession, NewSession, Session, SessionStatus, SessionSummary } from '../types.js';

export interface SessionQuery extends PageQuery {
  readonly status?: SessionStatus;
}

export interface Sessions extends List<SessionSummary, SessionQuery> {
  /** Makes a link for a person. */
  create(session: NewSession, options?: CreateOptions): Promise<CreatedSession>;
  get(id: string, options?: CallOptions): Promise<Session>;
  cancel(id: string, options?: CallOptions): Promise<Session>;
  /** Unbinds the link from the browser that has it. */
  release(id: string, options?: CallOptions): Promise<Session>;
}

export function sessionsOf(transport: Transport): Sessions {
  const at = (id: string): string => `/sessions/${encodeURIComponent(id)}`;
  return {
    ...listOf<SessionSummary, SessionQuery>(transport, '/sessions'),
    create: (body, options) => transport.call({ method: 'POST', path: '/sessions', body, creates: true }, options),
    get: (id, options) => transport.call({ method: 'GET', path: at(id) }, options),
    cancel: (id, options) => transport.call({ method: 'POST', path: `${at(id)}/cancel` }, options),
    release: (id, options) => transport.call({ method: 'POST', path: `${at(id)}/release` }, options),
  };
}
