import type { KeyedHash } from '#ports/keyed-hash.js';
import type { Records } from '#ports/records.js';
import { composeFiles, type FileServices } from '#main/compose-files.js';
import { localUrl } from '#main/announce.js';
import { chosenRecogniser } from '#engine/recognisers/recogniser-choice.js';
import { refuseOlderDatabase } from '#main/open-database.js';
import { openStore } from '#main/open-store.js';
import { readProcessConfig } from '#main/process-config.js';
import { createApplications, type Applications } from '#services/applications.js';
import { createPolicies, type Policies } from '#services/policies.js';
import { createUserAdministration, type UserAdministration } from '#services/users/user-administration.js';
import { createApiKeys, type ApiKeys } from '#services/api-keys/api-keys.js';

/** What the command line works with, beside a running server or without one. */
export interface Administration {
  readonly apiKeys: ApiKeys;
  readonly applications: Applications;
  readonly policies: Policies;
  /** Of the recogniser in use. */
  readonly recogniserDigest: string;
  readonly users: UserAdministration;
  /** As configured, or where a server of this configuration listens. */
  readonly publicUrl: string;
  readonly records: Records;
  readonly keyedHash: KeyedHash;
  /** Opened on demand: most commands have nothing to do with files. Throws `StartUpError`. */
  openFiles(): Promise<FileServices>;
}

const operator = { kind: 'operator', id: null } as const;

/** Opens the records of the configured database for `work` and closes them. Throws `StartUpError`, also for an older database. */
export async function withAdministration<T>(work: (administration: Administration) => Promise<T>): Promise<T> {
  const { config } = readProcessConfig();
  const store = await openStore(config, Date.now(), refuseOlderDatabase);
  const { records, keyedHash } = store;
  const { digest: recogniserDigest } = await chosenRecogniser(config.modelsDirectory);
  let fileServices: FileServices | null = null;
  try {
    return await work({
      records,
      keyedHash,
      async openFiles() {
        fileServices ??= await composeFiles({ config, store, publicUrl: noPublicUrl, now: Date.now });
        await fileServices.check();
        return fileServices;
      },
      apiKeys: createApiKeys({ records, keyedHash, now: Date.now }),
      users: createUserAdministration({ records, now: Date.now, actor: operator }),
      publicUrl: config.publicUrl ?? localUrl(config, config.port),
      applications: createApplications({ records, now: Date.now, actor: operator, recogniserDigest }),
      policies: createPolicies({ records, now: Date.now, actor: operator }),
      recogniserDigest,
    });
  } finally {
    (fileServices as FileServices | null)?.close(); // set within a closure, which TypeScript does not follow
    await store.close();
  }
}

/** The command line hands out no addresses: it does not know the port of a server that runs beside it. */
function noPublicUrl(): never {
  throw new Error('the command line makes no addresses');
}
