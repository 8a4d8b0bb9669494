import { useCallback } from 'react';
import { useRouter } from '#web/dashboard/routing/router.js';

/** Filters that stand in the address: they can be shared, and the browser's back button undoes them. */
export function useFilters<const Name extends string>(
  names: readonly Name[],
): {
  readonly filters: Readonly<Partial<Record<Name, string>>>;
  readonly set: (changed: Partial<Record<Name, string>>) => void;
} {
  const { path, query, go } = useRouter();
  const filters: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = query.get(name);
    if (value !== null && value !== '') filters[name] = value;
  }
  const set = useCallback(
    (changed: Partial<Record<Name, string>>) => {
      const next = new URLSearchParams(query);
      // Another list begins at its first page.
      if (!('cursor' in changed)) next.delete('cursor');
      for (const [name, value] of Object.entries<string | undefined>(changed)) {
        if (value === undefined || value === '') next.delete(name);
        else next.set(name, value);
      }
      const search = next.toString();
      go(search === '' ? path : `${path}?${search}`);
    },
    [path, query, go],
  );
  return { filters, set };
}
