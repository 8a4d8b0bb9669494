import { useCallback, useRef, useState } from 'react';
import type { DashboardAnswer, DashboardCallName } from '#contract/dashboard/calls.js';
import type { Answered, Trouble } from '#web/dashboard/client/answered.js';
import type { Said } from '#web/dashboard/client/call-server.js';
import { useServer } from '#web/dashboard/client/server-context.js';

export interface Action<Name extends DashboardCallName> {
  readonly busy: boolean;
  /** Of the last run. */
  readonly trouble: Trouble | null;
  /** One at a time: null where another run is not over yet. */
  readonly run: (said: Said<Name>) => Promise<Answered<DashboardAnswer<Name>> | null>;
  readonly forget: () => void;
}

/** A call that changes something. */
export function useAction<Name extends DashboardCallName>(name: Name): Action<Name> {
  const call = useServer();
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const run = useCallback(
    async (said: Said<Name>) => {
      if (running.current) return null;
      running.current = true;
      setBusy(true);
      setTrouble(null);
      try {
        const answered = await call(name, said);
        setTrouble(answered.ok ? null : answered.trouble);
        return answered;
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
    [call, name],
  );
  const forget = useCallback(() => setTrouble(null), []);
  return { busy, trouble, run, forget };
}
