import { useCallback, useEffect, useRef, useState } from 'react';
import type { DashboardAnswer, DashboardCallName } from '#contract/dashboard/calls.js';
import type { Trouble } from '#web/dashboard/client/answered.js';
import type { Said } from '#web/dashboard/client/call-server.js';
import { useServer } from '#web/dashboard/client/server-context.js';

/** What a screen knows of the answer to a GET. While it is asked anew, the value before stays. */
export interface Loaded<T> {
  readonly value: T | null;
  readonly trouble: Trouble | null;
  readonly loading: boolean;
  readonly reload: () => void;
  /** Puts the answer of another call in its place, which showed the same thing after a change. */
  readonly replace: (value: T) => void;
}

/** Asks at once, and again whenever what is said changes or `everyMs` have gone by while the page is seen. Null: asks nothing. */
export function useAnswer<Name extends DashboardCallName>(
  name: Name,
  said: Said<Name> | null,
  { everyMs = null }: { readonly everyMs?: number | null } = {},
): Loaded<DashboardAnswer<Name>> {
  const call = useServer();
  const key = said === null ? null : JSON.stringify([name, said]);
  const [round, setRound] = useState(0);
  const [kept, setKept] = useState<{
    key: string | null;
    value: DashboardAnswer<Name> | null;
    trouble: Trouble | null;
  }>({ key: null, value: null, trouble: null });
  const [loading, setLoading] = useState(said !== null);
  const latest = useRef(said);
  latest.current = said;

  useEffect(() => {
    const wanted = latest.current;
    if (key === null || wanted === null) return;
    const ending = new AbortController();
    setLoading(true);
    call(name, wanted, ending.signal).then(
      (answered) => {
        if (ending.signal.aborted) return;
        setKept((before) =>
          answered.ok
            ? { key, value: answered.value, trouble: null }
            : { key, value: before.key === key ? before.value : null, trouble: answered.trouble },
        );
        setLoading(false);
      },
      () => undefined, // ended by the line below
    );
    return () => ending.abort();
  }, [call, name, key, round]);

  const reload = useCallback(() => setRound((before) => before + 1), []);
  useEffect(() => {
    if (everyMs === null) return;
    const timer = setInterval(() => {
      if (!document.hidden) reload();
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs, reload]);

  const replace = useCallback((value: DashboardAnswer<Name>) => setKept({ key, value, trouble: null }), [key]);
  const current = kept.key === key;
  return {
    value: current ? kept.value : null,
    trouble: current ? kept.trouble : null,
    loading: loading || !current,
    reload,
    replace,
  };
}
