import type { ApiKey, Application, KeyKind, Mode, Scope } from '#domain/access.js';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import type { AuditEntry } from '#domain/audit.js';
import type { KeyedHash } from '#ports/keyed-hash.js';
import type { Records } from '#ports/records.js';
import { formatKey, newApplicationId, newKeyParts } from '#services/api-keys/key-format.js';

/** The scopes of the first key that set-up makes. */
export const firstKeyScopes: readonly Scope[] = ['verify', 'read', 'search'];

export interface NewKey {
  readonly applicationId: string;
  readonly name: string;
  readonly kind: KeyKind;
  readonly mode: Mode;
  readonly scopes: readonly Scope[];
  /** The key that it takes the place of. */
  readonly succeedsKeyId?: string;
}

/** A key just made. `text` is the only copy of the secret there will ever be. */
export interface CreatedKey {
  readonly key: ApiKey;
  readonly text: string;
}

/** What becomes durable with the key, or not at all. */
export type SettleKey = (inside: Records, created: CreatedKey) => Promise<void>;

export interface ApplicationWithKey {
  readonly application: Application;
  readonly created: CreatedKey;
}

/** A key was asked for that cannot be; the message is for the operator. */
export class KeyRequestError extends Error {
  override readonly name = 'KeyRequestError';
}

export interface ApiKeys {
  createApplication(name: string): Promise<Application>;
  /** An application and a key of it, or neither. Throws `KeyRequestError` where the scopes do not fit the kind. */
  createApplicationWithKey(name: string, request: Omit<NewKey, 'applicationId'>): Promise<ApplicationWithKey>;
  /** Throws `KeyRequestError` where the application is unknown or the scopes do not fit the kind. */
  create(request: NewKey, settle?: SettleKey): Promise<CreatedKey>;
  /**
   * Makes a successor with the same kind, mode, name and scopes; both work until the older one is revoked. Throws
   * `KeyRequestError` where there is no such live key, or one that succeeds it is live already.
   */
  rotate(keyId: string, settle?: SettleKey): Promise<CreatedKey>;
  list(applicationId?: string): Promise<ApiKey[]>;
  /** Holds at once. False when there is no such key or it was revoked before. */
  revoke(keyId: string): Promise<boolean>;
  /** The application and key of a new installation; null when it has an application already. */
  setUp(): Promise<ApplicationWithKey | null>;
}

export interface ApiKeyDependencies {
  readonly records: Records;
  readonly keyedHash: KeyedHash;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Who asks; the operator at the command line, unless told otherwise. */
  readonly actor?: AuditEntry['actor'];
}

const operator = { kind: 'operator', id: null } as const;

export function createApiKeys({ records, keyedHash, now, actor = operator }: ApiKeyDependencies): ApiKeys {
  const note = (into: Records, entry: Pick<AuditEntry, 'applicationId' | 'mode' | 'action' | 'target' | 'details'>) =>
    into.audit.append({ ...entry, atEpochMs: now(), actor });

  async function addApplication(into: Records, name: string): Promise<Application> {
    const application = { id: newApplicationId(), name, createdAtEpochMs: now(), settings: defaultApplicationSettings };
    await into.applications.create(application);
    const { id: applicationId } = application;
    await note(into, { applicationId, mode: null, action: 'application.created', target: applicationId, details: {} });
    return application;
  }

  async function addKey(into: Records, request: NewKey, settle?: SettleKey): Promise<CreatedKey> {
    if (request.scopes.length === 0) throw new KeyRequestError('a key needs at least one scope');
    if (request.kind === 'publishable' && request.scopes.some((scope) => scope !== 'capture')) {
      throw new KeyRequestError('a publishable key may carry the scope "capture" and no other');
    }
    if ((await into.applications.find(request.applicationId)) === null) {
      throw new KeyRequestError(`there is no application ${request.applicationId}`);
    }
    const parts = newKeyParts(request.kind, request.mode);
    const text = formatKey(parts);
    const key: ApiKey = {
      id: parts.id,
      applicationId: request.applicationId,
      kind: request.kind,
      mode: request.mode,
      name: request.name,
      scopes: [...new Set(request.scopes)],
      createdAtEpochMs: now(),
      revokedAtEpochMs: null,
      succeedsKeyId: request.succeedsKeyId ?? null,
    };
    await into.keys.create({ ...key, secretHash: keyedHash.digest('api-key', text) });
    const { applicationId, mode } = key;
    await note(into, {
      applicationId,
      mode,
      action: key.succeedsKeyId === null ? 'key.created' : 'key.rotated',
      target: key.id,
      details: { kind: key.kind, scopes: key.scopes.join(' '), succeeds: key.succeedsKeyId },
    });
    await settle?.(into, { key, text });
    return { key, text };
  }

  async function addBoth(into: Records, name: string, request: Omit<NewKey, 'applicationId'>) {
    const application = await addApplication(into, name);
    return { application, created: await addKey(into, { ...request, applicationId: application.id }) };
  }

  return {
    createApplication: (name) => records.inTransaction((inside) => addApplication(inside, name)),
    createApplicationWithKey: (name, request) => records.inTransaction((inside) => addBoth(inside, name, request)),
    create: (request, settle) => records.inTransaction((inside) => addKey(inside, request, settle)),
    list: (applicationId) => records.keys.list(applicationId),
    rotate: (keyId, settle) =>
      records.inTransaction(async (inside) => {
        const key = await inside.keys.find(keyId);
        if (key === null || key.revokedAtEpochMs !== null) throw new KeyRequestError(`there is no live key ${keyId}`);
        const successor = (await inside.keys.list(key.applicationId)).find(
          (other) => other.succeedsKeyId === keyId && other.revokedAtEpochMs === null,
        );
        if (successor !== undefined) {
          throw new KeyRequestError(`key ${keyId} has a successor already: ${successor.id}`);
        }
        const { applicationId, name, kind, mode, scopes } = key;
        return addKey(inside, { applicationId, name, kind, mode, scopes, succeedsKeyId: keyId }, settle);
      }),
    revoke: (keyId) =>
      records.inTransaction(async (inside) => {
        if (!(await inside.keys.revoke(keyId, now()))) return false;
        const { applicationId, mode } = (await inside.keys.find(keyId))!; // it was just revoked
        await note(inside, { applicationId, mode, action: 'key.revoked', target: keyId, details: {} });
        return true;
      }),
    setUp: () =>
      records.inTransaction(async (inside) => {
        if ((await inside.applications.list()).length > 0) return null;
        return addBoth(inside, 'default', {
          name: 'first key',
          kind: 'secret',
          mode: 'live',
          scopes: firstKeyScopes,
        });
      }),
  };
}
