import { useEffect, useRef, type ReactNode } from 'react';

/** Where reading begins when the screen has changed; not on the first one, where the browser decides. */
let shownBefore = false;

/** The heading of a screen: takes the focus when the screen appears, so that it is read out and Tab goes on from there. */
export function ScreenTitle({ children }: { readonly children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (shownBefore) {
      heading.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    shownBefore = true;
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
