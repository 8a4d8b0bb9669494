import { useEffect, useRef, type ReactNode } from 'react';
import { Brand } from '#web/dashboard/shell/brand.js';
import { general } from '#web/dashboard/texts/general.js';

/** What stands around every step before somebody is signed in. */
export function EntryFrame({
  title,
  about,
  roomy = false,
  children,
}: {
  readonly title: string;
  readonly about?: ReactNode;
  readonly roomy?: boolean;
  readonly children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${general.product}`;
    // A first field takes the focus by itself; without one the heading says where one is.
    const field = heading.current?.closest('.card')?.querySelector('input');
    (field ?? heading.current)?.focus();
  }, [title]);
  return (
    <main className="entry">
      <Brand linked={false} />
      <div className={roomy ? 'card roomy' : 'card'}>
        <div className="stack">
          <div>
            <h1 ref={heading} tabIndex={-1}>
              {title}
            </h1>
            {about === undefined ? null : <p className="muted">{about}</p>}
          </div>
          {children}
        </div>
      </div>
    </main>
  );
}
