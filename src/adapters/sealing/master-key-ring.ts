import { setTimeout as wait } from 'node:timers/promises';
import { masterKeyFromSecret, type MasterKey } from '#adapters/sealing/master-key.js';
import { coalesced } from '#adapters/coalesced.js';

/** The master keys that this process knows. Every one opens; which one wraps is told by the installation's record. */
export interface MasterKeyRing {
  /** Newest first, at least one. */
  keys(): readonly MasterKey[];
  /**
   * The key of that id. One that is unknown may have been made a moment ago, by a rotation beside this process: the
   * source is read again before the answer is null.
   */
  find(id: string): Promise<MasterKey | null>;
}

export interface RingOptions {
  /** 32 bytes each, newest first, at least one. */
  readonly secrets: readonly Uint8Array[];
  /** Reads the source again. Null: it cannot say anything new. What it throws counts as nothing new. */
  readonly reread: (() => Promise<readonly Uint8Array[]>) | null;
  /** The source is not asked more often than this, however many unknown ids are met. */
  readonly leastIntervalMs?: number;
}

const defaultIntervalMs = 1000;

/** A ring over a source of keys. A key that was known stays known: a record that it wraps may just be in hand. */
export function createMasterKeyRing({ secrets, reread, leastIntervalMs }: RingOptions): MasterKeyRing {
  let keys = secrets.map(masterKeyFromSecret);
  if (keys.length === 0) throw new Error('a ring needs a key');
  const known = (id: string): MasterKey | null => keys.find((key) => key.id === id) ?? null;
  let lastReadAtMs = -Infinity;

  // Whoever waits is answered by a reading that began after they asked: an earlier one may have just missed the key.
  const readAgain = coalesced(async () => {
    const pauseMs = lastReadAtMs + (leastIntervalMs ?? defaultIntervalMs) - performance.now();
    if (pauseMs > 0) await wait(pauseMs);
    lastReadAtMs = performance.now();
    let read: MasterKey[];
    try {
      read = (await reread!()).map(masterKeyFromSecret);
    } catch {
      return; // whoever met the unknown id says so, with what is known
    }
    keys = [...read, ...keys.filter((old) => !read.some(({ id }) => id === old.id))];
  });

  return {
    keys: () => keys,
    async find(id) {
      const key = known(id);
      if (key !== null || reread === null) return key;
      await readAgain();
      return known(id);
    },
  };
}

/** A single key is a ring of one. */
export const ringOf = (masterKey: MasterKey | MasterKeyRing): MasterKeyRing =>
  'find' in masterKey
    ? masterKey
    : { keys: () => [masterKey], find: async (id) => (id === masterKey.id ? masterKey : null) };
