/** What is known of a storage. */
export type StorageState = 'ok' | 'full' | 'unavailable';

export interface StorageWatch {
  readonly state: StorageState;
  /** Resolves once a look that is under way has ended; none follows. */
  stop(): Promise<void>;
}

/** So many looks in a row that failed make a storage unavailable: one alone may be a process that was held up. */
const failedLooks = 2;

/**
 * Looks at a storage again and again, so that calls are refused at once, and not one by one after their time, while it does
 * not answer. A look that succeeds makes it usable again.
 */
export function watchStorage(options: {
  /** Throws where it does not answer; bounds its own time. */
  readonly check: () => Promise<'ok' | 'full'>;
  readonly everyMs: number;
  readonly onChange: (state: StorageState) => void;
}): StorageWatch {
  const { check, everyMs, onChange } = options;
  let state: StorageState = 'ok';
  let failures = 0;
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  let looking = Promise.resolve();

  async function look(): Promise<void> {
    let found: StorageState = state;
    try {
      found = await check();
      failures = 0;
    } catch {
      failures += 1;
      if (failures >= failedLooks) found = 'unavailable';
    }
    if (found !== state && !stopped) onChange((state = found));
    if (stopped) return;
    timer = setTimeout(begin, everyMs);
    timer.unref();
  }
  const begin = (): void => {
    looking = look();
  };
  begin();
  return {
    get state() {
      return state;
    },
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await looking;
    },
  };
}
