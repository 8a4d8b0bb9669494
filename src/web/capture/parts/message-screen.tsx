import type { ReactNode } from 'react';
import { Icon, type IconName } from '#web/capture/parts/icon.js';
import { ScreenTitle } from '#web/capture/parts/screen-title.js';

interface MessageScreenProps {
  readonly icon: IconName;
  readonly tone?: 'good' | 'bad' | 'plain';
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}

/** A screen that says one thing, with what can be done about it below. */
export function MessageScreen({ icon, tone = 'plain', title, text, children }: MessageScreenProps) {
  return (
    <section className="screen message">
      <div className={`emblem ${tone}`}>
        <Icon name={icon} />
      </div>
      <ScreenTitle>{title}</ScreenTitle>
      <p className="lead">{text}</p>
      {children}
    </section>
  );
}
