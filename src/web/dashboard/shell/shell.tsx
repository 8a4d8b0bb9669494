import { useRef, type ReactNode } from 'react';
import { useAnswer } from '#web/dashboard/client/use-answer.js';
import { Brand } from '#web/dashboard/shell/brand.js';
import { Navigation } from '#web/dashboard/shell/navigation.js';
import { TopBar } from '#web/dashboard/shell/top-bar.js';
import type { Owner } from '#web/dashboard/state/owner.js';
import { shell } from '#web/dashboard/texts/shell.js';

const waitingEveryMs = 60_000;

/** What stands around every screen once somebody is signed in. */
export function Shell({ owner, children }: { readonly owner: Owner | null; readonly children: ReactNode }) {
  const main = useRef<HTMLElement>(null);
  const overview = useAnswer('overview', owner === null ? null : { path: owner.path, query: { span: 'day' } }, {
    everyMs: waitingEveryMs,
  });
  const waiting = overview.value?.reviewsWaiting.count ?? 0;
  return (
    <>
      <a
        className="skip"
        href="#content"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {shell.skip}
      </a>
      <div className="shell">
        <Brand />
        <TopBar owner={owner} waiting={waiting} />
        <Navigation owner={owner} waiting={waiting} />
        <main id="content" className="main" tabIndex={-1} ref={main}>
          {owner?.mode === 'test' ? <p className="test-mode">{shell.testMode}</p> : null}
          {children}
        </main>
      </div>
    </>
  );
}
