import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from '#web/dashboard/routing/router.js';
import { general } from '#web/dashboard/texts/general.js';

/** The heading of a screen: names the window, and takes the focus so that a screen reader says where one has come. */
export function PageHead({
  title,
  about,
  back,
  actions,
}: {
  readonly title: string;
  readonly about?: ReactNode;
  readonly back?: { readonly to: string; readonly label: string };
  readonly actions?: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${general.product}`;
  }, [title]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div className="page-head">
      <div>
        {back === undefined ? null : (
          <p className="crumb">
            <Link to={back.to}>{back.label}</Link>
          </p>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {about === undefined ? null : <p>{about}</p>}
      </div>
      {actions === undefined ? null : <div className="row">{actions}</div>}
    </div>
  );
}
