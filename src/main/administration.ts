import type { Records } from '#ports/records.js';
import { openStore } from '#main/open-store.js';
import { readProcessConfig } from '#main/process-config.js';
import { createApplications, type Applications } from '#services/applications.js';
import { createApiKeys, type ApiKeys } from '#services/api-keys/api-keys.js';

/** What the command line works with, beside a running server or without one. */
export interface Administration {
  readonly apiKeys: ApiKeys;
  readonly applications: Applications;
  readonly records: Records;
}

/** Opens the records of the configured database for `work` and closes them. Throws `StartUpError`. */
export async function withAdministration<T>(work: (administration: Administration) => Promise<T>): Promise<T> {
  const { config } = readProcessConfig();
  const store = await openStore(config, Date.now());
  const { records, keyedHash } = store;
  try {
    return await work({
      records,
      apiKeys: createApiKeys({ records, keyedHash, now: Date.now }),
      applications: createApplications({ records, now: Date.now, actor: { kind: 'operator', id: null } }),
    });
  } finally {
    await store.close();
  }
}
