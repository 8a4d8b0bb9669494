import type { ReactNode } from 'react';
import type { Trouble } from '#web/dashboard/client/answered.js';
import { general } from '#web/dashboard/texts/general.js';
import { troubleWords } from '#web/dashboard/texts/trouble-words.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Icon, type IconName } from '#web/dashboard/ui/icon.js';

export type Tone = 'info' | 'good' | 'warn' | 'bad';
const icons: Record<Tone, IconName> = { info: 'info', good: 'check', warn: 'warning', bad: 'warning' };

/** `announced`: read out as it appears. */
export const Notice = ({
  tone = 'info',
  announced = false,
  children,
}: {
  readonly tone?: Tone;
  readonly announced?: boolean;
  readonly children: ReactNode;
}) => (
  <div className={`notice ${tone}`} {...(announced ? { role: tone === 'bad' ? 'alert' : 'status' } : {})}>
    <Icon name={icons[tone]} />
    <div>{children}</div>
  </div>
);

/** Why a call failed, and what to do. */
export function TroubleNotice({ trouble, retry }: { readonly trouble: Trouble | null; readonly retry?: () => void }) {
  if (trouble === null) return null;
  const { title, help } = troubleWords(trouble);
  return (
    <Notice tone="bad" announced>
      <strong>{title}</strong>
      {help === null ? null : <span className="breakable">{help}</span>}
      {trouble.requestId !== null && trouble.status >= 500 ? (
        <span className="small muted breakable">{general.requestId(trouble.requestId)}</span>
      ) : null}
      {retry === undefined ? null : <Button onClick={retry}>{general.tryAgain}</Button>}
    </Notice>
  );
}
