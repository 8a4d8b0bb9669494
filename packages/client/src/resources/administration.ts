import { listOf, type List } from '../pages.js';
import type { CallOptions, CreateOptions, Transport } from '../transport.js';
import type { Application, AuditEntry, CreatedKey, Key, NewKey, SettingsChange, UsageRow } from '../types.js';

export interface ApplicationCalls {
  /** The application of the key, with its settings and its token balance. */
  get(options?: CallOptions): Promise<Application>;
  changeSettings(change: SettingsChange, options?: CallOptions): Promise<Application>;
  /** Days are `YYYY-MM-DD` in UTC; the last 30 days where nothing is said. */
  usage(query?: { readonly from?: string; readonly to?: string }, options?: CallOptions): Promise<UsageRow[]>;
}

export const applicationOf = (transport: Transport): ApplicationCalls => ({
  get: (options) => transport.call({ method: 'GET', path: '/application' }, options),
  changeSettings: (body, options) => transport.call({ method: 'PATCH', path: '/application/settings', body }, options),
  async usage(query, options) {
    const call = { method: 'GET', path: '/application/usage', query: { ...query } } as const;
    return (await transport.call<{ data: UsageRow[] }>(call, options)).data;
  },
});

export interface Keys {
  /** All of them, oldest first, without their secrets. */
  list(options?: CallOptions): Promise<Key[]>;
  create(key: NewKey, options?: CreateOptions): Promise<CreatedKey>;
  /** Makes a successor; both work until the older one is revoked. */
  rotate(id: string, options?: CreateOptions): Promise<CreatedKey>;
  revoke(id: string, options?: CallOptions): Promise<Key>;
}

export function keysOf(transport: Transport): Keys {
  const at = (id: string): string => `/keys/${encodeURIComponent(id)}`;
  return {
    list: async (options) => (await transport.call<{ data: Key[] }>({ method: 'GET', path: '/keys' }, options)).data,
    create: (body, options) => transport.call({ method: 'POST', path: '/keys', body, creates: true }, options),
    rotate: (id, options) => transport.call({ method: 'POST', path: `${at(id)}/rotate`, creates: true }, options),
    revoke: (id, options) => transport.call({ method: 'POST', path: `${at(id)}/revoke` }, options),
  };
}

/** The audit log of the application, newest first. */
export const auditOf = (transport: Transport): List<AuditEntry> => listOf(transport, '/audit');
