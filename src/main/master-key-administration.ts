import { randomBytes } from 'node:crypto';
import { keyBytes } from '#adapters/sealing/envelope.js';
import { MasterKeyFileError } from '#adapters/sealing/master-key-file.js';
import { createMasterKeyRing, type MasterKeyRing } from '#adapters/sealing/master-key-ring.js';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { replaceMasterKeys } from '#adapters/sealing/replace-master-keys.js';
import {
  masterKeyUsage,
  oldWraps,
  rewrapAll,
  settledUsage,
  type MasterKeyUsage,
} from '#adapters/sql/master-key-rotation.js';
import { openSqlStore } from '#adapters/sql/open-sql-store.js';
import { MasterKeyMismatchError } from '#adapters/sql/sealed-rows.js';
import type { SqlDatabase } from '#adapters/sql/sql-database.js';
import { refuseOlderDatabase, openConfiguredDatabase } from '#main/open-database.js';
import { nameOfSource } from '#main/open-master-keys.js';
import { masterKeysOf } from '#main/open-store.js';
import { readProcessConfig } from '#main/process-config.js';
import { StartUpError } from '#main/start-up-error.js';

export interface MasterKeyLine {
  readonly id: string;
  /** Whether the configured source holds it; without it what it wraps cannot be opened. */
  readonly known: boolean;
  /** Whether it wraps what is stored from now on. */
  readonly current: boolean;
  readonly dataKeys: number;
}

export interface MasterKeyStatus {
  readonly source: string;
  /** Those of the source first, newest first. */
  readonly keys: readonly MasterKeyLine[];
}

/** The master keys, by id, and what each of them wraps. Throws `StartUpError`. */
export const masterKeyStatus = (): Promise<MasterKeyStatus> =>
  withMasterKeys(async ({ database, masterKeys, source }) => {
    const usage = await masterKeyUsage(database.db);
    const known = masterKeys.keys().map(({ id }) => id);
    const wrapping = [...usage.dataKeys.keys(), ...(usage.currentId === null ? [] : [usage.currentId])];
    const ids = [...new Set([...known, ...wrapping])];
    return {
      source,
      keys: ids.map((id) => ({
        id,
        known: known.includes(id),
        current: id === usage.currentId,
        dataKeys: usage.dataKeys.get(id) ?? 0,
      })),
    };
  });

export interface RotateOptions {
  /**
   * `whole`: write a new key and wrap everything by it. `prepare`: only write it, to be taken to other machines first.
   * `rewrap`: only wrap everything by the newest key that is there; also finishes what was interrupted.
   */
  readonly steps: 'whole' | 'prepare' | 'rewrap';
  readonly onProgress: (rewrapped: number) => void;
}

/** Gives the id of the newest key, and how many data keys were wrapped anew. Throws `StartUpError`. */
export const rotateMasterKey = ({ steps, onProgress }: RotateOptions): Promise<{ id: string; rewrapped: number }> =>
  withMasterKeys(async ({ database, masterKeys, source, file }) => {
    const { currentId } = await masterKeyUsage(database.db);
    if (currentId === null) throw new StartUpError('nothing is stored yet, so that there is no master key to rotate');
    let ring = masterKeys;
    if (steps !== 'rewrap') {
      if (file === null) {
        throw new StartUpError(
          `keys from ${source} are made where they come from: put the new one first there, then bonafide master-key rotate --rewrap`,
        );
      }
      if (ring.keys()[0]!.id !== currentId) {
        throw new StartUpError(
          `${file} holds a newer key than the one that wraps (${currentId}): bonafide master-key rotate --rewrap finishes that rotation`,
        );
      }
      ring = ringOfFile(file, (secrets) => [new Uint8Array(randomBytes(keyBytes)), ...secrets]);
    }
    const next = ring.keys()[0]!; // a ring holds at least one
    if (steps === 'prepare') return { id: next.id, rewrapped: 0 };
    const rewrapped = await rewrapAll(database, { masterKeys: ring, next, onProgress });
    await noteRotation(database, ring, { from: currentId, to: next.id, rewrapped });
    return { id: next.id, rewrapped };
  });

/**
 * Into the installation's log, also where nothing was left to wrap: whoever finishes a rotation that was killed notes it,
 * for the one that was killed may not have.
 */
async function noteRotation(
  database: SqlDatabase,
  ring: MasterKeyRing,
  { from, to, rewrapped }: { readonly from: string; readonly to: string; readonly rewrapped: number },
): Promise<void> {
  const atEpochMs = Date.now();
  const { records } = await openSqlStore(database, ring, atEpochMs);
  await records.audit.append({
    applicationId: null,
    mode: null,
    atEpochMs,
    action: 'master-key.rotated',
    actor: { kind: 'operator', id: null },
    target: to,
    details: { from, dataKeys: rewrapped },
  });
}

/**
 * Removes from the file every key but the current one, once nothing is wrapped by them; for the other sources only says
 * whether they can go. Gives the ids. Throws `StartUpError` where one is still needed.
 */
export const retireMasterKeys = (): Promise<{ source: string; ids: string[]; removed: boolean }> =>
  withMasterKeys(async ({ database, masterKeys, source, file }) => {
    const usage = await settledUsage(database);
    refuseWhereNeeded(usage, masterKeys);
    const old = masterKeys.keys().filter(({ id }) => id !== usage.currentId);
    const ids = old.map(({ id }) => id);
    if (file === null || ids.length === 0) return { source, ids, removed: false };
    ringOfFile(file, (secrets) => secrets.filter((secret) => !ids.includes(masterKeyFromSecret(secret).id)));
    return { source, ids, removed: true };
  });

function refuseWhereNeeded(usage: MasterKeyUsage, masterKeys: MasterKeyRing): void {
  if (usage.currentId === null)
    throw new StartUpError('nothing is stored yet, so that there is no master key to retire');
  const needed = oldWraps(usage);
  if (needed > 0) {
    throw new StartUpError(
      `${needed} data keys are still wrapped by older master keys: run bonafide master-key rotate --rewrap first`,
    );
  }
  if (masterKeys.keys()[0]!.id !== usage.currentId) {
    throw new StartUpError(
      `the newest key wraps nothing yet (${usage.currentId} does): run bonafide master-key rotate --rewrap first`,
    );
  }
}

interface Opened {
  readonly database: SqlDatabase;
  readonly masterKeys: MasterKeyRing;
  readonly source: string;
  /** Null: the keys do not come from a file. */
  readonly file: string | null;
}

async function withMasterKeys<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const { config } = readProcessConfig();
  const database = await openConfiguredDatabase(config);
  try {
    await refuseOlderDatabase(database);
    const masterKeys = await masterKeysOf(config, database);
    const { masterKey } = config;
    const file = masterKey.source === 'file' ? masterKey.file : null;
    return await work({ database, masterKeys, source: nameOfSource(masterKey), file });
  } catch (error) {
    if (error instanceof MasterKeyMismatchError) {
      throw new StartUpError(
        `something is wrapped by master key ${error.sealedUnder}, which is not among the keys given (${error.given.join(', ')})`,
        { cause: error },
      );
    }
    if (error instanceof MasterKeyFileError) throw new StartUpError(error.message, { cause: error });
    throw error;
  } finally {
    await database.close();
  }
}

const ringOfFile = (file: string, change: Parameters<typeof replaceMasterKeys>[1]): MasterKeyRing =>
  createMasterKeyRing({ secrets: replaceMasterKeys(file, change), reread: null });
