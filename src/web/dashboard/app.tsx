import { useMemo, useState } from 'react';
import { ServerContext, tellingOfSignOut } from '#web/dashboard/client/server-context.js';
import { RouterProvider } from '#web/dashboard/routing/router.js';
import { EntryGate } from '#web/dashboard/screens/entry/entry-gate.js';
import { SignedInScreens } from '#web/dashboard/screens/signed-in-screens.js';
import { PreferencesProvider } from '#web/dashboard/state/preferences.js';
import { ToastProvider } from '#web/dashboard/ui/toasts.js';

/** The dashboard: whoever is not signed in is, and then the screens. */
export function App() {
  const [ends, setEnds] = useState(0);
  const call = useMemo(() => tellingOfSignOut(() => setEnds((before) => before + 1)), []);
  return (
    <PreferencesProvider>
      <ToastProvider>
        <RouterProvider>
          <ServerContext.Provider value={call}>
            <EntryGate ends={ends}>
              <SignedInScreens />
            </EntryGate>
          </ServerContext.Provider>
        </RouterProvider>
      </ToastProvider>
    </PreferencesProvider>
  );
}
