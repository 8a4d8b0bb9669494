import type { QueueAct } from '#web/dashboard/screens/review/queue-act.js';
import { isTyping, useGlobalKey } from '#web/dashboard/shell/use-global-key.js';
import { usePreferences } from '#web/dashboard/state/preferences.js';

const acts: Readonly<Record<string, QueueAct>> = {
  a: 'approve',
  r: 'reject',
  g: 'ask-again',
  p: 'pictures',
  j: 'next',
  k: 'previous',
  q: 'queue',
  '?': 'help',
};

/** Single keys act, unless somebody types or has switched them off. */
export function useReviewKeys(perform: (act: QueueAct) => void): void {
  const { preferences } = usePreferences();
  useGlobalKey((event) => {
    if (!preferences.singleKeys || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return false;
    const act = acts[event.key.toLowerCase()];
    if (act === undefined) return false;
    perform(act);
    return true;
  });
}
