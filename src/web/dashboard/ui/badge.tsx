import type { ReactNode } from 'react';
import { Icon, type IconName } from '#web/dashboard/ui/icon.js';

export type BadgeTone = 'plain' | 'good' | 'warn' | 'bad' | 'accent';
const marks: Partial<Record<BadgeTone, IconName>> = { good: 'check', bad: 'cross', warn: 'warning' };

/** Good, doubtful and bad differ by a mark as well as by colour. */
export function Badge({ tone = 'plain', children }: { readonly tone?: BadgeTone; readonly children: ReactNode }) {
  const mark = marks[tone];
  return (
    <span className={`badge ${tone}`}>
      {mark === undefined ? null : <Icon name={mark} />}
      {children}
    </span>
  );
}
