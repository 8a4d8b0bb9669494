import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  type AnchorHTMLAttributes,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { pageRoot } from '#web/page-root.js';

interface Router {
  /** Below `/dashboard`, beginning with `/`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** `to`: below `/dashboard`, with its query. */
  readonly go: (to: string, options?: { readonly replace?: boolean }) => void;
}

const RouterContext = createContext<Router | null>(null);

export function useRouter(): Router {
  const router = useContext(RouterContext);
  if (router === null) throw new Error('outside of a RouterProvider');
  return router;
}

const here = (): string => window.location.pathname + window.location.search;

/** Keeps the address of the page and what is shown together, over the History API. */
export function RouterProvider({ children }: { readonly children: ReactNode }) {
  const [address, setAddress] = useState(here);
  useEffect(() => {
    const follow = (): void => setAddress(here());
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, []);
  const go = useCallback((to: string, { replace = false }: { readonly replace?: boolean } = {}) => {
    if (replace) window.history.replaceState(null, '', pageRoot + to);
    else window.history.pushState(null, '', pageRoot + to);
    setAddress(here());
    if (!replace) window.scrollTo(0, 0);
  }, []);
  const router = useMemo(() => {
    const { pathname, searchParams } = new URL(address, window.location.origin);
    const path = pathname.slice(pageRoot.length).replace(/\/+$/, '');
    return { path: path === '' ? '/' : path, query: searchParams, go };
  }, [address, go]);
  return <RouterContext.Provider value={router}>{children}</RouterContext.Provider>;
}

/** A link within the dashboard; the browser opens it by itself in another tab. */
export function Link({
  to,
  children,
  ...rest
}: Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href' | 'onClick'> & { readonly to: string }) {
  const { go } = useRouter();
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a {...rest} href={pageRoot + to} onClick={follow}>
      {children}
    </a>
  );
}
