import type { ReactNode } from 'react';
import type { Loaded } from '#web/dashboard/client/use-answer.js';
import { general } from '#web/dashboard/texts/general.js';
import { Icon, type IconName } from '#web/dashboard/ui/icon.js';
import { TroubleNotice } from '#web/dashboard/ui/notice.js';

/** While nothing is there yet. */
export const Loading = ({ lines = 4 }: { readonly lines?: number }) => (
  <div className="loading" role="status">
    <span className="unseen">{general.loading}</span>
    {Array.from({ length: lines }, (_, line) => (
      <span key={line} aria-hidden="true" />
    ))}
  </div>
);

/** What was asked for, or that it is awaited, or why it is not there. */
export function Shown<T>({
  loaded,
  lines,
  children,
}: {
  readonly loaded: Loaded<T>;
  readonly lines?: number;
  readonly children: (value: T & NonNullable<unknown>) => ReactNode;
}) {
  const { value, trouble, reload } = loaded;
  if (value !== null && value !== undefined) {
    return (
      <>
        <TroubleNotice trouble={trouble} retry={reload} />
        {children(value)}
      </>
    );
  }
  if (trouble !== null) return <TroubleNotice trouble={trouble} retry={reload} />;
  return <Loading {...(lines === undefined ? {} : { lines })} />;
}

/** Nothing is there, and that is no fault. */
export const Empty = ({
  icon = 'list',
  title,
  children,
}: {
  readonly icon?: IconName;
  readonly title: string;
  readonly children?: ReactNode;
}) => (
  <div className="empty">
    <Icon name={icon} />
    <h2>{title}</h2>
    {children}
  </div>
);
