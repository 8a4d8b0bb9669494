import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';

/** How this browser likes the dashboard: the only thing that is kept in it. */
export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark';
  readonly density: 'roomy' | 'compact';
  /** Single keys act in the review queue (WCAG 2.1.4 asks that this can be switched off). */
  readonly singleKeys: boolean;
}

const usual: Preferences = { theme: 'system', density: 'roomy', singleKeys: true };
const place = 'bonafide-dashboard-preferences';

function read(): Preferences {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(place) ?? '{}');
    const { theme, density, singleKeys } = kept as Partial<Preferences>; // each is checked below
    return {
      theme: theme === 'light' || theme === 'dark' ? theme : 'system',
      density: density === 'compact' ? 'compact' : 'roomy',
      singleKeys: singleKeys !== false,
    };
  } catch {
    return usual; // no storage, or somebody else's text in it
  }
}

interface Kept {
  readonly preferences: Preferences;
  readonly change: (changed: Partial<Preferences>) => void;
}
const PreferencesContext = createContext<Kept>({ preferences: usual, change: () => undefined });
export const usePreferences = (): Kept => useContext(PreferencesContext);

export function PreferencesProvider({ children }: { readonly children: ReactNode }) {
  const [preferences, setPreferences] = useState(read);
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (preferences.theme === 'system') delete dataset['theme'];
    else dataset['theme'] = preferences.theme;
    dataset['density'] = preferences.density;
    try {
      window.localStorage.setItem(place, JSON.stringify(preferences));
    } catch {
      // Without storage they hold until the page is left.
    }
  }, [preferences]);
  const change = (changed: Partial<Preferences>): void => setPreferences((before) => ({ ...before, ...changed }));
  return <PreferencesContext.Provider value={{ preferences, change }}>{children}</PreferencesContext.Provider>;
}
